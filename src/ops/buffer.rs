//! Between burn's NdArray tensors and slices, without copies where the tensor is the only owner.

use burn::backend::NdArray;
use burn::tensor::Tensor;
use burn_ndarray::{NdArrayTensor, SharedArray};
use ndarray::{ArrayView, IxDyn};

fn view(tensor: &NdArrayTensor) -> ArrayView<'_, f32, IxDyn> {
    match tensor {
        NdArrayTensor::F32(storage) => storage.view(),
        other => panic!("the operations are for f32, and a tensor is {other:?}"),
    }
}

/// The elements of a contiguous f32 tensor.
///
/// # Panics
/// If it is something else.
pub fn slice(tensor: &NdArrayTensor) -> &[f32] {
    view(tensor).to_slice().expect("the operations' tensors are contiguous")
}

/// The two sides of a matrix.
///
/// # Panics
/// If the tensor has another rank.
pub fn rows_cols(tensor: &NdArrayTensor) -> [usize; 2] {
    match view(tensor).shape() {
        &[rows, cols] => [rows, cols],
        shape => panic!("expected a matrix, and its shape is {shape:?}"),
    }
}

/// A tensor of `values`.
///
/// # Panics
/// If the shape holds another number of them.
pub fn tensor(values: Vec<f32>, shape: &[usize]) -> NdArrayTensor {
    SharedArray::from_shape_vec(IxDyn(shape), values).expect("the shape holds the values").into()
}

/// The elements of a tensor, moved out where nobody else holds them.
///
/// # Panics
/// If it is not f32.
pub fn into_vec(tensor: NdArrayTensor) -> Vec<f32> {
    match tensor {
        NdArrayTensor::F32(storage) => {
            let array = storage.into_shared();
            if !array.is_standard_layout() {
                return array.iter().copied().collect();
            }
            let len = array.len();
            let (mut values, offset) = array.into_owned().into_raw_vec_and_offset();
            if let Some(offset) = offset.filter(|&offset| offset > 0) {
                values.drain(..offset);
            }
            values.truncate(len);
            values
        }
        other => panic!("the operations are for f32, and a tensor is {other:?}"),
    }
}

/// Changes the elements of a tensor in place, which must be held by nobody else to be changed without a copy.
pub fn update<const D: usize>(tensor: &mut Tensor<D>, change: impl FnOnce(&mut [f32])) {
    let shape = tensor.dims();
    let taken = std::mem::replace(tensor, filled(0.0, [0; D]));
    let mut values = into_vec(primitive(taken));
    change(&mut values);
    *tensor = Tensor::from_primitive::<NdArray>(self::tensor(values, &shape));
}

/// The NdArray tensor under a tensor that is not tracked.
///
/// # Panics
/// If it is tracked.
pub fn primitive<const D: usize>(tensor: Tensor<D>) -> NdArrayTensor {
    tensor.try_into_primitive::<NdArray>().expect("an NdArray tensor without autodiff")
}

/// A tensor of `values` on the NdArray backend.
///
/// # Panics
/// If the shape holds another number of them.
pub fn from_values<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> Tensor<D> {
    Tensor::from_primitive::<NdArray>(tensor(values, &shape))
}

/// A tensor of one value. burn's own constructors, and its `into_scalar`, bring its conversions between all types of
/// numbers into the modules: a twentieth of their size.
pub fn filled<const D: usize>(value: f32, shape: [usize; D]) -> Tensor<D> {
    from_values(vec![value; shape.iter().product()], shape)
}

/// Hands the elements of an untracked tensor to `read`.
pub fn read<const D: usize, R>(tensor: &Tensor<D>, read: impl FnOnce(&[f32]) -> R) -> R {
    read(slice(&primitive(tensor.clone())))
}
