//! What every operation needs of burn's autodiff.

pub(super) use burn::backend::autodiff::NodeId;
pub(super) use burn::backend::autodiff::checkpoint::base::Checkpointer;
pub(super) use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
pub(super) use burn::backend::autodiff::grads::Gradients;
pub(super) use burn::backend::autodiff::ops::{Backward, Ops as Step, OpsKind};

use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, NdArray};

/// A tensor of the NdArray backend.
pub(super) type Primitive = FloatTensor<NdArray>;

/// A tensor of the NdArray backend under autodiff, whatever its checkpointing.
pub(super) type Tracked = FloatTensor<Autodiff<NdArray>>;
