<?php
/**
 * php fonctions.php PLUGIN: runs the plugin's functions without SPIP, on a folder made by
 * `commune-packs plugin spip`. SPIP's own functions have stand-ins here: this shows what the models print, not
 * that SPIP calls them so.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

define('_ECRIRE_INC_VERSION', '1');
define('_COMMUNE_WIDGETS_HOTE', 'https://metropole.example/w');
$plugin = rtrim($argv[1], '/');

function find_in_path($chemin) {
	return is_file($GLOBALS['plugin'] . '/' . $chemin) ? 'plugins/commune_widgets/' . $chemin : '';
}
function url_de_base() {
	return 'https://commune.example/';
}
function url_absolue($url, $base) {
	return $base . $url;
}

require "$plugin/commune_widgets_pipelines.php";

$essais = 0;
function essai($nom, $obtenu, $attendu) {
	global $essais;
	if ($obtenu !== $attendu) {
		fwrite(STDERR, "$nom\n  obtenu : $obtenu\n  attendu : $attendu\n");
		exit(1);
	}
	$essais++;
}

essai(
	'le script',
	commune_widgets_insert_head("<meta>\n"),
	"<meta>\n" . '<script type="module" src="https://commune.example/plugins/commune_widgets/assets/commune-widgets.js"></script>' . "\n"
);
// Ce que #ENV** donne : un tableau sérialisé, dont les textes n'ont pas été transformés.
$env = serialize(array('commune' => 'St André lez Lille', 'lang' => 'de', 'langue' => 'nl', 'heading_level' => '3', 'notice' => '"><script>x</script>', 'src' => 'https://x.example/', 'help' => 'javascript:x', 'hide_rank' => 'hide_rank'));
essai(
	'un service',
	commune_widgets_bloc($env, 'energy'),
	'<div class="commune-widget" data-widget="energy" data-insee="59527" data-lang="nl" data-heading-level="3" data-notice="&quot;&gt;&lt;script&gt;x&lt;/script&gt;" data-hide-rank="" data-src="https://metropole.example/w/packs/energy/1/59527.json"><a href="https://metropole.example/w/packs/energy/1/59527.html">Voir les chiffres de l’énergie : Saint-André-lez-Lille</a></div>'
);
essai(
	'un nom où SPIP a mis des entités',
	commune_widgets_bloc(array('commune' => 'Villeneuve-d&#039;Ascq', 'share' => 'oui'), 'services'),
	'<div class="commune-widget" data-widget="services" data-insee="59009" data-share="" data-src="https://metropole.example/w/packs/services/1/59009.json"><a href="https://metropole.example/w/packs/services/1/59009.html">Voir la liste des services : Villeneuve-d&#039;Ascq</a></div>'
);
// Les pages du quiz sont dans le plugin s'il a été fait d'une version qui les a.
$quiz = is_file("$plugin/assets/packs/cyber-quiz/1/residents.fr.html")
	? 'https://commune.example/plugins/commune_widgets/assets/packs/cyber-quiz/1/'
	: 'https://metropole.example/w/packs/cyber-quiz/1/';
essai(
	'le quiz, sans commune',
	commune_widgets_bloc(array('audience' => 'inconnue'), 'cyber-quiz'),
	'<div class="commune-widget" data-widget="cyber-quiz"><a href="' . $quiz . 'residents.fr.html">Lire les bons réflexes contre les arnaques</a></div>'
);
essai(
	'le diagnostic, en néerlandais',
	commune_widgets_bloc(array('audience' => 'commune', 'langue' => 'nl'), 'cyber-quiz'),
	'<div class="commune-widget" data-widget="cyber-quiz" data-lang="nl" data-audience="commune"><a href="' . $quiz . 'commune.nl.html" lang="nl" hreflang="nl">Lees de diagnose als tekst</a></div>'
);
essai(
	'une commune inconnue',
	commune_widgets_bloc(array('commune' => 'Nulle-Part'), 'energy'),
	'<div class="commune-widget" data-widget="energy">Voir les chiffres de l’énergie</div>'
);
essai('un service inconnu', commune_widgets_bloc(array(), 'autre'), '');
essai('un objet sérialisé', strpos(commune_widgets_bloc('O:8:"stdClass":0:{}', 'energy'), 'data-insee'), false);
echo "$essais essais, tous justes\n";
