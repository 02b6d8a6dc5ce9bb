//! Every kernel against naive oracles, over one table of awkward sizes.
//!
//! Compiled for tests and with the feature `self-check`, so that the same table runs under `cargo test` and, through
//! `self_check`, inside a browser. Each oracle is a plain loop in f64; each tolerance is named and says why.

mod attention;
mod compare;
mod cross_entropy;
mod elementwise;
mod gelu;
mod gemm;
mod norm;
mod oracle;
#[cfg(test)]
mod properties;

use compare::Outcome;
#[cfg(all(test, feature = "threads"))]
pub(crate) use compare::random;

/// Sizes at which a kernel's loops begin, end or fall short: 1, primes, and one less and one more than the widths of
/// vectors, tiles and blocks.
const AWKWARD: [usize; 14] = [1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 31, 64, 67];

type Check = fn() -> Outcome;

/// The checks, with their names.
const CHECKS: [(&str, Check); 6] = [
    ("attention", attention::check),
    ("cross_entropy", cross_entropy::check),
    ("elementwise", elementwise::check),
    ("gelu", gelu::check),
    ("gemm", gemm::check),
    ("norm", norm::check),
];

/// Runs every kernel against its oracle: the name of each check with its first disagreement, which tells the case, the
/// element and both values.
#[cfg(feature = "self-check")]
pub fn self_check() -> Vec<(&'static str, Result<(), String>)> {
    CHECKS.iter().map(|&(name, check)| (name, check())).collect()
}

#[cfg(test)]
mod tests {
    macro_rules! checks {
        ($($name:ident),*) => {
            $(#[test]
            fn $name() {
                super::$name::check().unwrap();
            })*

            #[test]
            fn self_check_runs_them_all() {
                let names = super::CHECKS.map(|(name, _)| name);
                assert_eq!(names, [$(stringify!($name)),*]);
            }
        };
    }

    checks!(attention, cross_entropy, elementwise, gelu, gemm, norm);
}
