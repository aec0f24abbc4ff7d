// The blocks in the editor: no build step, WordPress's own globals. What a block says is in its attributes; the
// server writes the HTML (includes/blocks.php).
(function (wp, given) {
  'use strict';
  const { createElement: el, Fragment } = wp.element;
  const { InspectorControls, useBlockProps } = wp.blockEditor;
  const { ComboboxControl, PanelBody, Placeholder, SelectControl, TextControl, ToggleControl } = wp.components;
  const words = given.words;
  const communes = given.communes.map((name) => ({ value: name, label: name }));
  const languages = [
    { value: '', label: words.page },
    { value: 'fr', label: 'Français' },
    { value: 'nl', label: 'Nederlands' },
    { value: 'en', label: 'English' },
  ];
  const appearances = ['', 'light', 'dark', 'auto'].map((value) => ({ value, label: words[value || 'page'] }));
  const levels = ['', '1', '2', '3', '4', '5'].map((value) => ({ value, label: value || '2' }));
  const audiences = [
    { value: '', label: words.residents },
    { value: 'staff', label: words.staff },
    { value: 'elected', label: words.elected },
    { value: 'commune', label: words.diagnosis },
  ];

  // Fields of one widget only: attribute, kind of field, choices.
  const own = {
    energy: [['hideRank', 'toggle']],
    consultation: [['process', 'text']],
    services: [['kind', 'text'], ['place', 'text'], ['share', 'toggle']],
    'cyber-quiz': [['audience', 'select', audiences]],
  };

  function field(props, name, kind, options, label) {
    const shared = {
      key: name,
      label: label || words[name],
      onChange: (value) => props.setAttributes({ [name]: value || undefined }),
    };
    const value = props.attributes[name];
    if (kind === 'toggle') return el(ToggleControl, { ...shared, checked: !!value });
    if (kind === 'select') return el(SelectControl, { ...shared, value: value || '', options });
    return el(TextControl, { ...shared, value: value || '' });
  }

  function edit(widget) {
    return function Edit(props) {
      const help = given.site ? words.site.replace('%s', given.site) : words.none;
      const panel = el(
        InspectorControls,
        {},
        el(
          PanelBody,
          { title: words.settings },
          field(props, 'lang', 'select', languages),
          field(props, 'appearance', 'select', appearances),
          field(props, 'headingLevel', 'select', levels, words.level),
          own[widget].map(([name, kind, options]) => field(props, name, kind, options)),
        ),
        el(
          PanelBody,
          { title: words.message, initialOpen: false },
          field(props, 'notice', 'text'),
          field(props, 'noticeUntil', 'text', undefined, words.until),
        ),
      );
      const choice = el(ComboboxControl, {
        label: words.commune,
        help,
        value: props.attributes.commune || null,
        options: communes,
        onChange: (value) => props.setAttributes({ commune: value || undefined }),
      });
      const { title, icon } = given.widgets[widget];
      const place = el(Placeholder, { icon, label: title, instructions: words.shown }, choice);
      return el(Fragment, {}, panel, el('div', useBlockProps(), place));
    };
  }

  for (const [widget, { title, description }] of Object.entries(given.widgets))
    wp.blocks.registerBlockType(`commune-widgets/${widget}`, { title, description, edit: edit(widget), save: () => null });
})(window.wp, window.communeWidgetsEditor);
