import 'commune-widgets';
import type { CommuneEnergyElement, CommuneEnergyElementAttributes } from 'commune-widgets';

// What follows compiles only if the package's types are found and say this.
const element: CommuneEnergyElement | null = document.querySelector('commune-energy');
const attributes: CommuneEnergyElementAttributes = { 'heading-level': '3', 'hide-rank': true };
element?.setAttribute('heading-level', attributes['heading-level'] ?? '2');
document.addEventListener('commune-ready', (event) => {
  document.documentElement.dataset.ready = event.detail.kind satisfies string;
});

// @ts-expect-error A level that no heading has.
export const wrong: CommuneEnergyElementAttributes = { 'heading-level': '7' };
