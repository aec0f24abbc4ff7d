//! A style sheet without what only its readers need: comments, indents, line ends. Done while compiling, since a
//! sheet is a text in a module that every visitor pays for.

/// The text of a style sheet beside this file, see [`stripped`].
#[macro_export]
macro_rules! style_sheet {
    ($file:literal) => {{
        const SOURCE: &str = include_str!($file);
        const BYTES: [u8; $crate::css::length(SOURCE)] = $crate::css::stripped(SOURCE);
        match core::str::from_utf8(&BYTES) {
            Ok(sheet) => sheet,
            Err(_) => unreachable!(),
        }
    }};
}

/// How long a sheet is once [`stripped`].
pub const fn length(source: &str) -> usize {
    strip(source.as_bytes(), &mut [])
}

/// The sheet without comments, with one space for any white space, and none beside `{`, `}`, `;` and `,` or after
/// `:` (before it, a space is the descendant combinator). Strings stay as they are.
pub const fn stripped<const N: usize>(source: &str) -> [u8; N] {
    let mut out = [0; N];
    strip(source.as_bytes(), &mut out);
    out
}

/// Writes as much as `out` takes; how much there is.
const fn strip(source: &[u8], out: &mut [u8]) -> usize {
    let (mut at, mut length, mut last) = (0, 0, b'{');
    let mut space = false;
    let mut quote = 0;
    while at < source.len() {
        let byte = source[at];
        if quote == 0 && byte == b'/' && at + 1 < source.len() && source[at + 1] == b'*' {
            at += 2;
            while at + 1 < source.len() && !(source[at] == b'*' && source[at + 1] == b'/') {
                at += 1;
            }
            at += 2;
            space = true;
            continue;
        }
        at += 1;
        if quote == 0 && byte.is_ascii_whitespace() {
            space = true;
            continue;
        }
        if space
            && !matches!(last, b'{' | b'}' | b';' | b',' | b':')
            && !matches!(byte, b'{' | b'}' | b';' | b',')
        {
            if length < out.len() {
                out[length] = b' ';
            }
            length += 1;
        }
        space = false;
        if quote != 0 {
            // A backslash keeps what follows it from closing the string.
            if byte == quote && last != b'\\' {
                quote = 0;
            }
        } else if byte == b'"' || byte == b'\'' {
            quote = byte;
        }
        if length < out.len() {
            out[length] = byte;
        }
        length += 1;
        last = byte;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let mut out = vec![0; length(source)];
        strip(source.as_bytes(), &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn comments_and_indents_go() {
        check(
            "/* a */\n.a {\n  color: red;\n  --x: 1px /* b */ 2px;\n}\n\n.b,\n.c { }",
            ".a{color:red;--x:1px 2px;}.b,.c{}",
        );
    }

    #[test]
    fn what_has_a_meaning_stays() {
        // The descendant combinator, a media query, an operator of calc(), the words of a string.
        check(".a :is(.b, .c) > p { width: calc(1em + 2px) }", ".a :is(.b,.c) > p{width:calc(1em + 2px)}");
        check(
            "@media (width < 20em) and (print) { a { b: c } }",
            "@media (width < 20em) and (print){a{b:c}}",
        );
        check(r#"a::after { content: " /* ; */ \"  "; }"#, r#"a::after{content:" /* ; */ \"  ";}"#);
        check("a { content: ' , « é »' }", "a{content:' , « é »'}");
    }

    #[test]
    fn the_length_is_that_of_the_text() {
        const SOURCE: &str = "a  { b : c }";
        assert_eq!(&stripped::<{ length(SOURCE) }>(SOURCE), b"a{b :c}");
    }
}
