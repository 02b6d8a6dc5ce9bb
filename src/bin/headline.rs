//! headline
fn main(){}
