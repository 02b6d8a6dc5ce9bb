//! Reading headlines out of an uploaded or pasted file.

use super::DataError;

/// The longest line that is taken for a headline, in code points.
pub const MAX_TITLE_CHARS: usize = 20_000;

/// How many rows are looked at to guess the column of the headlines.
const ROWS_TO_GUESS_FROM: usize = 200;

/// How a file is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A title a line.
    Txt,
    /// Comma-separated values, the titles in one column.
    Csv,
}

/// The titles of a file, and how they were found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Titles {
    /// The titles, trimmed, blanks dropped, in the file's order.
    pub titles: Vec<String>,
    /// How the file was read.
    pub format: Format,
    /// For a table, the names of its columns.
    pub columns: Vec<String>,
    /// For a table, the column that was read, from 0.
    pub column: Option<usize>,
}

/// Reads the titles of a file. Without a `format`, a first line that names a title column makes it a table.
///
/// # Errors
/// Where the bytes are not UTF-8 text, hold no title, or one that is too long.
pub fn parse(bytes: &[u8], format: Option<Format>, column: Option<usize>) -> Result<Titles, DataError> {
    let text = decode(bytes)?;
    let format = format.unwrap_or_else(|| guess_format(text));
    let titles = match format {
        Format::Txt => Titles { titles: lines(text)?, format, columns: Vec::new(), column: None },
        Format::Csv => table(text, column)?,
    };
    if titles.titles.is_empty() {
        return Err(DataError::Empty);
    }
    Ok(titles)
}

fn decode(bytes: &[u8]) -> Result<&str, DataError> {
    if let Some(position) = bytes.iter().position(|&byte| byte == 0) {
        return Err(DataError::Binary { position });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| DataError::NotUtf8 { position: error.valid_up_to() })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn lines(text: &str) -> Result<Vec<String>, DataError> {
    let numbered = text.lines().map(str::trim).enumerate().filter(|(_, title)| !title.is_empty());
    numbered.map(|(index, title)| checked(index + 1, title)).collect()
}

fn checked(line: usize, title: &str) -> Result<String, DataError> {
    // The length in bytes is at least that in code points, and is there without counting.
    if title.len() > MAX_TITLE_CHARS {
        let chars = title.chars().count();
        if chars > MAX_TITLE_CHARS {
            return Err(DataError::TitleTooLong { line, chars });
        }
    }
    Ok(title.to_owned())
}

fn guess_format(text: &str) -> Format {
    let first = text.lines().next().unwrap_or_default();
    let cells = first.split(',').map(|cell| cell.trim().trim_matches('"'));
    let names_a_column = first.contains(',') && cells.into_iter().any(|cell| title_rank(cell) == Some(0));
    if names_a_column { Format::Csv } else { Format::Txt }
}

/// How well a column's name says that it holds the titles: 0 is best, `None` is not at all.
fn title_rank(name: &str) -> Option<usize> {
    let name = name.trim().to_lowercase();
    if ["title", "headline", "titles", "headlines"].contains(&name.as_str()) {
        return Some(0);
    }
    ["title", "headline", "text"].iter().position(|part| name.contains(part)).map(|rank| rank + 1)
}

fn table(text: &str, column: Option<usize>) -> Result<Titles, DataError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows: Result<Vec<csv::StringRecord>, csv::Error> = reader.records().collect();
    let rows = rows.map_err(|error| DataError::Csv { problem: error.to_string() })?;
    let first = rows.first().ok_or(DataError::Empty)?;
    let n_columns = rows.iter().take(ROWS_TO_GUESS_FROM).map(csv::StringRecord::len).max().unwrap_or(0);
    let named = best_named_column(first);
    let column = match column {
        Some(column) if column >= n_columns => {
            return Err(DataError::NoSuchColumn { column: column + 1, columns: n_columns });
        }
        Some(column) => column,
        None => named.unwrap_or_else(|| wordiest_column(&rows, n_columns)),
    };
    let skip = usize::from(named.is_some());
    let name = |index: usize| match first.get(index).filter(|_| skip == 1) {
        Some(name) => name.trim().to_owned(),
        None => format!("Column {}", index + 1),
    };
    let mut titles = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate().skip(skip) {
        // A line break inside a quoted field would end a title in the stream, so that it becomes a space.
        let cell = row.get(column).unwrap_or_default().replace(['\r', '\n'], " ");
        let title = cell.trim();
        if !title.is_empty() {
            let line = row.position().map_or(index + 1, |position| position.line() as usize);
            titles.push(checked(line, title)?);
        }
    }
    let columns = (0..n_columns).map(name).collect();
    Ok(Titles { titles, format: Format::Csv, columns, column: Some(column) })
}

fn best_named_column(first: &csv::StringRecord) -> Option<usize> {
    let ranked = first.iter().enumerate().filter_map(|(index, name)| Some((title_rank(name)?, index)));
    // A cell as long as a sentence is a title that speaks of titles, not a column's name.
    ranked.filter(|&(_, index)| first[index].split_whitespace().count() <= 3).min().map(|(_, index)| index)
}

fn wordiest_column(rows: &[csv::StringRecord], n_columns: usize) -> usize {
    let words = |column: usize| -> usize {
        let cells = rows.iter().take(ROWS_TO_GUESS_FROM).filter_map(|row| row.get(column));
        let spoken = cells.filter(|cell| !cell.contains("://"));
        spoken.map(|cell| cell.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count()).sum()
    };
    // The first of equals, so that the guess does not depend on the order of iteration.
    (0..n_columns).rev().max_by_key(|&column| words(column)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles_of(text: &str) -> Vec<String> {
        parse(text.as_bytes(), None, None).expect("readable").titles
    }

    #[test]
    fn a_title_a_line_trimmed_blanks_dropped() {
        assert_eq!(titles_of("  One \r\n\n\t\nTwo\u{a0}\nThree"), ["One", "Two", "Three"]);
        assert_eq!(titles_of("\u{feff}With a mark\n"), ["With a mark"]);
    }

    #[test]
    fn a_table_is_known_by_its_header() {
        let table = "id,title,url\n1,\"Commas, and \"\"quotes\"\"\",http://a\n2,\"Two\nlines\",http://b\n3,,\n";
        let found = parse(table.as_bytes(), None, None).expect("readable");
        assert_eq!(found.format, Format::Csv);
        assert_eq!(found.titles, ["Commas, and \"quotes\"", "Two lines"]);
        assert_eq!((found.column, found.columns), (Some(1), vec!["id".into(), "title".into(), "url".into()]));
        let other = parse(table.as_bytes(), None, Some(2)).expect("readable");
        assert_eq!(other.titles, ["http://a", "http://b"]);
    }

    #[test]
    fn the_wordiest_column_is_guessed_where_none_is_named() {
        let table = "1,https://example.org/a-b c,A quick brown fox\n2,https://example.org,Jumps over dogs\n";
        let found = parse(table.as_bytes(), Some(Format::Csv), None).expect("readable");
        assert_eq!(found.titles, ["A quick brown fox", "Jumps over dogs"]);
        assert_eq!(found.columns, ["Column 1", "Column 2", "Column 3"]);
    }

    #[test]
    fn commas_alone_do_not_make_a_table() {
        assert_eq!(titles_of("Cats, dogs, and titles\nMore").len(), 2);
    }

    #[test]
    fn bad_files_get_a_sentence() {
        let cases: [(&[u8], &str); 5] = [
            (b"", "empty"),
            (b" \n \r\n", "empty"),
            (b"PNG\0\x01", "byte 3 is zero"),
            (b"caf\xe9", "UTF-8"),
            (&[b'x'; MAX_TITLE_CHARS + 1], "Line 1 has 20001"),
        ];
        for (bytes, part) in cases {
            let sentence = parse(bytes, None, None).expect_err("refused").to_string();
            assert!(sentence.contains(part), "{sentence}");
            assert!(sentence.ends_with('.'), "{sentence}");
        }
        let no_column = parse(b"title,b\nc,d", None, Some(2)).expect_err("refused");
        assert_eq!(no_column, DataError::NoSuchColumn { column: 3, columns: 2 });
    }
}
