// Where the project lies and what it has built.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = process.env.KUNDKONTO_PROJECT ?? resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const inProject = (...parts) => resolve(project, ...parts);
// Another build of it, such as the one under sanitizers, where KUNDKONTO_BINARY names it.
export const program = process.env.KUNDKONTO_BINARY ? inProject(process.env.KUNDKONTO_BINARY) : inProject('build/release/kundkonto');
export const checkProgram = inProject('build/release/kundkonto-check');
export const bundle = inProject('build/web/bundle');
