<?php
/**
 * Ce que les modèles appellent.
 *
 * Réglages, dans config/mes_options.php, tous deux facultatifs :
 *   define('_COMMUNE_WIDGETS_HOTE', 'https://…/');   // l'adresse de la métropole
 *   define('_COMMUNE_WIDGETS_COMMUNE', 'Comines');   // la commune du site
 *
 * SPDX-License-Identifier: EUPL-1.2
 */

if (!defined('_ECRIRE_INC_VERSION')) {
	return;
}

include_once __DIR__ . '/inc/attributes.php';
include_once __DIR__ . '/inc/names.php';

/**
 * Un texte pour un attribut ou un contenu HTML.
 *
 * @param string $texte Texte, où des entités peuvent déjà se trouver.
 * @return string
 */
function commune_widgets_texte($texte) {
	return htmlspecialchars(html_entity_decode((string) $texte, ENT_QUOTES, 'UTF-8'), ENT_QUOTES, 'UTF-8');
}

/**
 * L'adresse de la métropole, ou un texte vide.
 *
 * @return string
 */
function commune_widgets_hote() {
	$hote = defined('_COMMUNE_WIDGETS_HOTE') ? (string) constant('_COMMUNE_WIDGETS_HOTE') : '';
	return preg_match('#^https?://#', $hote) ? rtrim($hote, '/') . '/' : '';
}

/**
 * L'adresse d'un fichier : celui du plugin s'il y est, sinon celui de la métropole.
 *
 * @param string $chemin Chemin à partir du dossier du script.
 * @return string Un texte vide s'il n'est nulle part.
 */
function commune_widgets_adresse($chemin) {
	$ici = find_in_path('assets/' . $chemin);
	if ($ici && is_file(__DIR__ . '/assets/' . $chemin)) {
		return url_absolue($ici, url_de_base());
	}
	$hote = commune_widgets_hote();
	return $hote === '' ? '' : $hote . $chemin;
}

/**
 * Un service, en HTML : le « div » que le script transforme, et un lien dedans pour quand il ne le peut pas.
 *
 * @param array|string $env Les paramètres du modèle, tels que #ENV les donne.
 * @param string $service Nom : energy, consultation, services, cyber-quiz.
 * @return string
 */
function commune_widgets_bloc($env, $service) {
	$liens = array(
		'energy' => 'Voir les chiffres de l’énergie',
		'consultation' => 'Voir les consultations, et ce qui a été décidé',
		'services' => 'Voir la liste des services',
	);
	$connus = commune_widgets_attributes($service);
	if (!$connus) {
		return '';
	}
	if (is_string($env)) {
		$env = @unserialize($env, array('allowed_classes' => false));
	}
	$env = is_array($env) ? $env : array();
	$liste = __DIR__ . '/communes.json';
	$ecrit = '';
	foreach (array('insee', 'commune') as $nom) {
		if ($ecrit === '' && isset($env[$nom]) && is_scalar($env[$nom])) {
			$ecrit = trim((string) $env[$nom]);
		}
	}
	if ($ecrit === '' && defined('_COMMUNE_WIDGETS_COMMUNE')) {
		$ecrit = (string) constant('_COMMUNE_WIDGETS_COMMUNE');
	}
	$insee = commune_widgets_insee($ecrit, $liste);
	$donnees = array();
	foreach ($connus as $attribut => $genre) {
		// Un article a toujours une langue : seule celle que l'on a écrite compte.
		$nom = $attribut === 'lang' ? 'langue' : str_replace('-', '_', $attribut);
		$valeur = isset($env[$nom]) && is_scalar($env[$nom]) ? trim((string) $env[$nom]) : '';
		$valeur = commune_widgets_valeur($genre, $valeur, array($nom, 'oui', '1'));
		if ($valeur !== null) {
			$donnees[$attribut] = $valeur;
		}
	}
	$marques = '';
	if ($service === 'cyber-quiz') {
		// Une page par public et par langue, la même pour toutes les communes.
		$public = isset($donnees['audience']) ? $donnees['audience'] : 'residents';
		$langue = isset($donnees['lang']) ? $donnees['lang'] : 'fr';
		$lien = commune_widgets_adresse("packs/cyber-quiz/1/$public.$langue.html");
		if ($langue !== 'fr') {
			$marques = ' lang="' . $langue . '" hreflang="' . $langue . '"';
		}
		$mots = commune_widgets_quiz($public, $langue);
	} else {
		$lien = $insee === '' ? '' : commune_widgets_adresse("packs/$service/1/$insee.html");
		$chiffres = $insee === '' ? '' : commune_widgets_adresse("packs/$service/1/$insee.json");
		$script = commune_widgets_adresse('commune-widgets.js');
		// Le script est dans le plugin et les chiffres à la métropole : le service doit savoir où.
		if ($chiffres !== '' && strpos($chiffres, dirname($script) . '/') !== 0) {
			$donnees['src'] = $chiffres;
		}
		$mots = $liens[$service];
		$commune = commune_widgets_name($insee, $liste);
		if ($commune !== '') {
			$mots .= ' : ' . $commune;
		}
	}
	$html = '<div class="commune-widget" data-widget="' . $service . '"';
	if ($insee !== '') {
		$html .= ' data-insee="' . $insee . '"';
	}
	foreach ($donnees as $attribut => $valeur) {
		$html .= ' data-' . $attribut . '="' . commune_widgets_texte($valeur) . '"';
	}
	$mots = commune_widgets_texte($mots);
	return $html . '>' . ($lien === '' ? $mots : '<a href="' . commune_widgets_texte($lien) . '"' . $marques . '>' . $mots . '</a>') . '</div>';
}

/**
 * Les mots du lien vers la page simple du quiz ou du diagnostic.
 *
 * @param string $public Un des publics du quiz.
 * @param string $langue fr, nl ou en.
 * @return string
 */
function commune_widgets_quiz($public, $langue) {
	$mots = array(
		'fr' => array(
			'residents' => 'Lire les bons réflexes contre les arnaques',
			'staff' => 'Lire les bons réflexes au travail',
			'elected' => 'Lire les bons réflexes des élus',
			'commune' => 'Lire le diagnostic en texte',
		),
		'nl' => array(
			'residents' => 'Lees de juiste reflexen tegen oplichting',
			'staff' => 'Lees de juiste reflexen op het werk',
			'elected' => 'Lees de juiste reflexen voor verkozenen',
			'commune' => 'Lees de diagnose als tekst',
		),
		'en' => array(
			'residents' => 'Read the right reflexes against scams',
			'staff' => 'Read the right reflexes at work',
			'elected' => 'Read the right reflexes for elected members',
			'commune' => 'Read the diagnosis as text',
		),
	);
	return $mots[$langue][$public];
}

/**
 * La valeur d'un attribut.
 *
 * @param string|array $genre Ce qu'elle doit être : text, url, flag, ou une liste de mots.
 * @param string $valeur Ce qui a été écrit.
 * @param array $oui Ce qui veut dire oui.
 * @return string|null Null si l'attribut n'est pas à écrire.
 */
function commune_widgets_valeur($genre, $valeur, $oui) {
	if ($genre === 'flag') {
		return in_array($valeur, $oui, true) ? '' : null;
	}
	if ($valeur === '') {
		return null;
	}
	if ($genre === 'url') {
		return preg_match('#^(https?://|mailto:|tel:)[^\s<>"\']+$#i', $valeur) ? $valeur : null;
	}
	if (is_array($genre)) {
		return in_array($valeur, $genre, true) ? $valeur : null;
	}
	return $valeur;
}
