//! `commune-packs`: see the crate's README, or `commune-packs --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    commune_packs::cli::main()
}
