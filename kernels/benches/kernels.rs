//! Every kernel on the host, at the size of one micro-batch of the paper's model: `cargo bench -p headline-kernels`.
//!
//! Each case checks its result before and while it is timed. The page `bench.html?mode=kernels` times the same cases in a
//! browser.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use headline_kernels::measure::{Bound, CASES};

fn main() {
    divan::main();
}

fn names() -> impl Iterator<Item = &'static str> {
    CASES.iter().map(|case| case.name)
}

/// Items are floating-point operations, bytes those read and written.
#[divan::bench(args = names(), sample_count = 20)]
fn kernel(bencher: Bencher, name: &str) {
    let Some(case) = CASES.iter().find(|case| case.name == name) else { return };
    let mut prepared = case.prepare();
    let work = prepared.run(1) as u64;
    match case.bound {
        Bound::Compute => bencher.counter(ItemsCount::new(work)).bench_local(|| prepared.run(1)),
        Bound::Memory => bencher.counter(BytesCount::new(work)).bench_local(|| prepared.run(1)),
    }
}
