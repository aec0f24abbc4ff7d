use super::*;

const POLICY: Policy<'_> = Policy { base: "https://p.example.org", image_hosts: &[], images: 1 };

fn clean(html: &str) -> String {
    write(&nodes(html, &POLICY))
}

#[test]
fn ordinary_text_keeps_its_shape() {
    for (html, expected) in [
        ("<p>Un <b>mot</b>.</p>", "<p>Un <strong>mot</strong>.</p>"),
        ("du texte", "<p>du texte</p>"),
        ("<div>un</div><div>deux</div>", "<p>un</p><p>deux</p>"),
        ("<ul><li>un<li>deux</ul>trois", "<ul><li>un</li><li>deux</li></ul><p>trois</p>"),
        ("<ul>un<p>deux</p></ul>", "<ul><li>un<p>deux</p></li></ul>"),
        ("<ol><ol><li>x</ol></ol>", "<ol><li><ol><li>x</li></ol></li></ol>"),
        ("<li>seul", "<p>seul</p>"),
        ("<p>a<br>b<br></p>", "<p>a<br>b</p>"),
        ("<h3>t</h3><h5>u</h5>", "<h1>t</h1><h3>u</h3>"),
        (
            "<p>a <a href='/x?a=1&amp;b=2'>b</a> c",
            "<p>a <a href=\"https://p.example.org/x?a=1&amp;b=2\">b</a> c</p>",
        ),
        (
            "<a href=https://x.example>a<a href=mailto:m@x>b",
            "<p><a href=\"https://x.example\">a</a><a href=\"mailto:m@x\">b</a></p>",
        ),
        ("<table><tr><td>un<td>deux</table>", "<p>un</p><p>deux</p>"),
        ("<blockquote>cit&eacute;</blockquote>", "<blockquote><p>cité</p></blockquote>"),
        ("1 < 2 & 3 &lt;b&gt;", "<p>1 &lt; 2 &amp; 3 &lt;b&gt;</p>"),
        ("<p> </p><p><br></p>", ""),
        ("a\n\n  b", "<p>a b</p>"),
        ("<b>a <i>b</b> c</i>", "<p><strong>a <em>b</em></strong> c</p>"),
    ] {
        assert_eq!(clean(html), expected, "{html}");
    }
}

#[test]
fn tokens_of_the_platform_are_taken_out() {
    let html = "<p>Merci gid://decidim/Decidim::User/12, et gid://decidim/Decidim::Hashtag/3/_Place.</p>";
    assert_eq!(plain(html), "Merci , et");
    assert_eq!(plain("GID://x y &#103;id://z"), "y …");
    assert_eq!(clean("gi<b></b>d://x y"), "<p>… y</p>");
    assert_eq!(clean("<a href='gid://decidim/x'>lien</a>"), "<p>lien</p>");
}

#[test]
fn images_are_the_platforms_and_at_most_one() {
    let hosts = ["https://s.example.org".to_owned()];
    let policy = Policy { image_hosts: &hosts, ..POLICY };
    let images = |html: &str| write(&nodes(html, &policy));
    assert_eq!(
        images("<img src=/a.jpg alt='x \"y\"'>"),
        "<p><img src=\"https://p.example.org/a.jpg\" alt=\"x &quot;y&quot;\"></p>"
    );
    assert_eq!(
        images("<img src=https://s.example.org/a><img src=/b>"),
        "<p><img src=\"https://s.example.org/a\" alt=\"\"></p>"
    );
    for src in [
        "https://evil.example/a",
        "https://p.example.org.evil.example/a",
        "https://p.example.org@evil.example/a",
        "//evil.example/a",
        "data:image/png;base64,x",
        "a.jpg",
        "https:/\\evil.example",
        "http://p.example.org/a",
        "https://p.example.org",
        "",
    ] {
        assert_eq!(images(&format!("<img src=\"{src}\">")), "", "{src}");
    }
    assert_eq!(write(&nodes("<img src=/a>", &Policy { images: 0, ..POLICY })), "");
}

#[test]
fn links_are_http_mail_or_telephone() {
    for raw in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " \u{1}javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "blob:https://x",
        "https:x",
        "http:///x",
        "https://u:p@x.example",
        "https:\\\\x",
        "/\\x",
        "x.html",
        "#a",
        "",
        "  ",
        "//",
        "mailto:",
        "tel:",
        "filesystem:x",
        "https://",
        "javascript&colon;alert(1)",
    ] {
        assert_eq!(href(raw, POLICY.base), None, "{raw:?}");
    }
    for (raw, expected) in [
        (" https://x.example/é ", "https://x.example/é"),
        ("HTTP://x", "HTTP://x"),
        ("//x.example/a", "https://x.example/a"),
        ("/processes/x", "https://p.example.org/processes/x"),
        ("tel:+33320000000", "tel:+33320000000"),
    ] {
        assert_eq!(href(raw, POLICY.base).as_deref(), Some(expected));
    }
    assert_eq!(href("/x", ""), None, "a path without a platform");
}

#[test]
fn what_could_hold_code_goes_with_all_it_holds() {
    for html in [
        "<script>x</script>",
        "<style>x</style>",
        "<SCRIPT/x>x</script >",
        "<svg><p>x</p></svg>",
        "<math><mi>x</math>",
        "<iframe>x</iframe>",
        "<template><p>x</template>",
        "<noscript><p>x</p></noscript>",
        "<!-- x -->",
        "<!--><!-- x",
        "<?xml x>",
        "<!doctype x>",
        "</ x>",
        "<script>x",
        "<svg><svg>x</svg>x</svg>",
        "<textarea></p>x</textarea>",
        "<p title=\"x",
        "<object><embed src=x>x</object>",
        "<xmp><p>x</xmp>",
        "<plaintext>x",
        "<style><!--</style>x--></style>",
    ] {
        let left = clean(html);
        assert!(!left.contains('<') || left == "<p>x--&gt;</p>", "{html}: {left}");
    }
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = "<blockquote>".repeat(5_000) + "fond";
    let mut depth = 0;
    let mut nodes = nodes(&deep, &POLICY);
    while let Some(Node::Element { children, .. }) = nodes.pop() {
        depth += 1;
        nodes = children;
    }
    assert!(depth <= MAX_DEPTH + 2, "{depth}");
    assert_eq!(plain(&deep), "fond");
    let many = super::nodes(&"<p>x</p>".repeat(10_000), &POLICY);
    assert!(many.len() <= MAX_NODES && many.len() > 1_000);
    assert!(plain(&"é".repeat(MAX_BYTES)).len() <= MAX_BYTES);
}
