import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const TFJS = '@tensorflow/*';

const WITH_EXTENSION = {
  regex: '^\\.{1,2}/(?!.*\\.(ts|tsx|js|css|json|wgsl|svg)(\\?.*)?$)',
  message: 'Name the file with its extension.',
};

/** What several views share has a folder of its own: photo, maps, study, controls, format, transport. */
const NO_OTHER_VIEW = {
  regex: '^\\.\\./(classify|compare|complexity|diffuse|field|models|robustness)/',
  message: 'A view imports shared folders, never another view.',
};

const lines = (max) => ['error', { max, skipBlankLines: true, skipComments: true }];

/**
 * Who may import whom: the folders data walks through, in one direction. A folder may always import itself.
 * `folders` are folders of this project, `packages` are npm packages; what is not listed is an error,
 * type imports included; `node` allows Node's own modules.
 */
const IMPORTS = {
  math: { folders: [], packages: [] },
  coded: { folders: [], packages: [] },
  checkpoint: { folders: ['coded', 'math'], packages: ['@noble/hashes'] },
  kernels: { folders: ['math'], packages: [TFJS, 'simd-programs'] },
  model: { folders: ['math', 'kernels', 'checkpoint', 'coded'], packages: [TFJS] },
  engine: {
    folders: ['model', 'kernels', 'checkpoint', 'coded', 'math'],
    packages: [TFJS, 'comlink', 'fflate', 'simd-programs', 'valibot'],
  },
  render: { folders: ['math'], packages: ['d3', 'simd-programs'] },
  export: { folders: ['render', 'coded', 'math'], packages: ['fflate', 'gifenc', 'mediabunny'] },
  state: { folders: ['coded', 'math', 'export'], packages: ['zustand', 'valibot'], port: true },
  content: { folders: ['state', 'embed', 'coded'], packages: [] },
  views: {
    folders: ['state', 'render', 'export', 'content', 'math'],
    packages: ['react', 'react-dom', 'radix-ui', 'react-dropzone', 'd3', 'zustand'],
  },
  embed: { folders: ['state', 'coded'], packages: ['valibot'] },
  tools: {
    folders: ['checkpoint', 'coded', 'content', 'model', 'math', 'engine'],
    packages: [TFJS, 'sharp', 'valibot'],
    node: true,
  },
};

const own = (types) => ({ element: { types: { anyOf: types } } });
const policies = Object.entries(IMPORTS).flatMap(([folder, { folders, packages, port, node }]) => [
  ...(port
    ? [{ from: { element: { type: folder } }, allow: { to: { file: { categories: 'port' } } } }]
    : []),
  ...(node
    ? [{ from: { element: { type: folder } }, allow: { to: { module: { origin: 'core' } } } }]
    : []),
  { from: { element: { type: folder } }, allow: { to: own([folder, ...folders]) } },
  {
    from: { element: { type: folder } },
    allow: {
      to: {
        module: { origin: 'external', source: packages.flatMap((p) => [p, `${p}/**`]) },
      },
    },
  },
]);

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist-one/',
      'node_modules/',
      'playwright-report/',
      'test-results/',
      'models/training/',
      // Another language, in the clothes of this one.
      'src/**/assembly/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  reactHooks.configs.flat['recommended-latest'],
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.worker },
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-imports': [
        'error',
        {
          patterns: [WITH_EXTENSION],
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'models/tools/**/*.ts'],
    ignores: [
      '**/*.test.{ts,tsx}',
      'src/testing/**',
      'src/app/**',
      'src/main.ts',
      'src/one-file/**',
      '**/*.bench.ts',
    ],
    plugins: { boundaries },
    settings: {
      // The port is the engine's interface: plain types that the page may know.
      'boundaries/files': [{ category: 'port', pattern: 'src/engine/port.ts' }],
      'boundaries/elements': [
        ...Object.keys(IMPORTS)
          .filter((folder) => folder !== 'tools')
          .map((folder) => ({ type: folder, pattern: `src/${folder}` })),
        { type: 'tools', pattern: 'models/tools' },
        { type: 'app', pattern: 'src/app' },
        { type: 'testing', pattern: 'src/testing' },
      ],
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkAllOrigins: true,
          policies,
        },
      ],
    },
  },
  {
    files: ['src/views/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [WITH_EXTENSION, NO_OTHER_VIEW] }],
    },
  },
  // Past these lengths a module has two jobs.
  { files: ['**/*.ts'], rules: { 'max-lines': lines(400) } },
  { files: ['**/*.tsx'], rules: { 'max-lines': lines(200) } },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
