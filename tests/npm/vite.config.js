import communeWidgets from 'commune-widgets/vite';
import { defineConfig } from 'vite';

// The browser suite serves what is built below another path than `/`.
export default defineConfig({ base: './', plugins: [communeWidgets()] });
