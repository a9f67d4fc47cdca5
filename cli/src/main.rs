//! The `stageline` executable: the process's words, streams and exit code around the library.
#![forbid(unsafe_code)]

use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

use stageline_cli::{Output, Terminal, execute, guard};

fn main() -> ExitCode {
    guard::quiet();
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let terminal = Terminal {
        out: stdout().is_terminal(),
        err: stderr().is_terminal(),
        width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        no_color: set("NO_COLOR") || std::env::var_os("TERM").is_some_and(|term| term == "dumb"),
        force_color: std::env::var_os("CLICOLOR_FORCE")
            .is_some_and(|force| !force.is_empty() && force != "0"),
    };
    let (mut out, mut err) = (stdout().lock(), stderr().lock());
    // Who types answers must see the questions; answers from a file or a pipe need nobody.
    let asks = terminal.err || !stdin().is_terminal();
    let mut given = stdin().lock();
    let output = Output::new(&mut out, &mut err, terminal);
    let mut output = if asks { output.answers(&mut given) } else { output.input(&mut given) };
    ExitCode::from(execute(std::env::args_os().skip(1), &mut output).code())
}
