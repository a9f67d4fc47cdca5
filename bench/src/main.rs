//! The command line of the bench: writes the tree, lists our rows, runs one of them.

use std::{
    env,
    error::Error,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use stageline_bench::{
    comparisons, flags, pairs, reload, row::ROWS, single, spans, stageline_row, survey, tree,
};

const USAGE: &str = "usage: stageline-bench generate FOLDER | generate-file FOLDER | generate-many FOLDER | generate-pairs FOLDER | \
     contestants | contest NAME FOLDER | read FILE | resolve FOLDER | reload FOLDER | spans FOLDER | diff FOLDER PAIR | compare FOLDER | \
     survey FOLDER | generate-flags FOLDER | flags COUNT [FORMAT FILE] | \
     flag-answers COUNT [FORMAT FILE] | load-flags COUNT ROUNDS | flag-threads";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do when standard error is closed as well.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str], out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    match words {
        ["generate", folder] => {
            let written = tree::write(Path::new(folder))?;
            writeln!(out, "files {} bytes {}", written.files, written.bytes)?;
        }
        ["generate-file", folder] => {
            writeln!(out, "bytes {}", single::write(Path::new(folder))?)?;
        }
        ["generate-many", folder] => {
            let written = tree::write_many(Path::new(folder), 5)?;
            writeln!(out, "files {} bytes {}", written.files, written.bytes)?;
        }
        ["generate-pairs", folder] => pairs::write(Path::new(folder))?,
        ["diff", folder, pair] => {
            let found = pairs::times(Path::new(folder), pair)?;
            let ms = |time: std::time::Duration| time.as_secs_f64() * 1000.0;
            let (best, median, twin) = (ms(found.best), ms(found.median), ms(found.twin));
            writeln!(
                out,
                "best {best:.4} median {median:.4} changes {} twin {twin:.6}",
                found.changes
            )?;
        }
        ["resolve", folder] => {
            let (resolved, best) = stageline_row::in_process(Path::new(folder))?;
            writeln!(out, "resolved {resolved} best {:.2}", best.as_secs_f64() * 1000.0)?;
        }
        ["compare", folder] => {
            let found = comparisons::times(Path::new(folder))?;
            let ms = |time: std::time::Duration| time.as_secs_f64() * 1000.0;
            let comparisons::Compared { changes, trees, differences, whole, rows, survey } = found;
            let (trees, whole, survey) = (ms(trees), ms(whole), ms(survey));
            writeln!(
                out,
                "changes {changes} trees {trees:.4} differences {differences} whole {whole:.4} \
                 rows {rows} survey {survey:.4}"
            )?;
        }
        ["reload", folder] => {
            let (best, median) = reload::times(Path::new(folder))?;
            writeln!(out, "best {} median {}", best.as_micros(), median.as_micros())?;
        }
        ["spans", folder] => {
            let (with, without) = spans::times(Path::new(folder))?;
            writeln!(out, "with {with:.0} without {without:.0}")?;
        }
        ["survey", folder] => {
            let survey::Times { pair, differences, all, read, rows } =
                survey::times(Path::new(folder))?;
            let ms = |time: std::time::Duration| time.as_secs_f64() * 1000.0;
            let (pair, all, read) = (ms(pair), ms(all), ms(read));
            writeln!(
                out,
                "pair {pair:.3} differences {differences} all {all:.3} read {read:.3} rows {rows}"
            )?;
        }
        ["read", file] => writeln!(out, "leaves {}", single::leaves(Path::new(file))?)?,
        ["generate-flags", folder] => {
            for count in [100, 10_000] {
                flags::write(Path::new(folder), count)?;
            }
        }
        ["flags", count] => writeln!(out, "{}", flags::times(count.parse()?)?)?,
        ["flags", count, format, file] => {
            writeln!(out, "{}", flags::imported_times(count.parse()?, format, Path::new(file))?)?;
        }
        ["flag-answers", count] => write!(out, "{}", flags::our_answers(count.parse()?)?)?,
        ["flag-answers", count, format, file] => {
            write!(out, "{}", flags::imported_answers(count.parse()?, format, Path::new(file))?)?;
        }
        ["load-flags", count, rounds] => flags::load(count.parse()?, rounds.parse()?)?,
        ["flag-threads"] => {
            let (alone, both) = flags::threads()?;
            writeln!(out, "alone {alone:.2} both {both:.2}")?;
        }
        ["contestants"] => {
            for row in ROWS {
                writeln!(out, "{}\t{}", row.name, row.description)?;
            }
        }
        ["contest", name, folder] => {
            let row = ROWS.iter().find(|row| row.name == *name);
            let row = row.ok_or_else(|| format!("no contestant is named `{name}`"))?;
            writeln!(out, "{}", (row.run)(Path::new(folder))?)?;
        }
        _ => return Err(USAGE.into()),
    }
    Ok(())
}
