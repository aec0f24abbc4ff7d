<?php
/**
 * Le script des services, une fois par page publique.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

if (!defined('_ECRIRE_INC_VERSION')) {
	return;
}

include_once __DIR__ . '/commune_widgets_fonctions.php';

/**
 * Ajoute la balise du script à l'en-tête.
 *
 * @param string $flux En-tête de la page.
 * @return string
 */
function commune_widgets_insert_head($flux) {
	$adresse = commune_widgets_adresse('commune-widgets.js');
	return $flux . '<script type="module" src="' . commune_widgets_texte($adresse) . '"></script>' . "\n";
}
