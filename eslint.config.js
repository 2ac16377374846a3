import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', 'coverage/', 'tests/cli/applications/', 'api/', '.changeset/', 'docs/.vitepress/cache/', '**/*.timestamp-*.mjs'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  js.configs.recommended,
  tseslint.configs.strict,
  {
    rules: {
      // The type checker does not know that an index was checked.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Deleting from a record whose keys are a known union is safe. It does not need a Map.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // The type checker reports undefined names, in TypeScript and in JavaScript.
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      '@typescript-eslint/unified-signatures': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },

  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeCheckedOnly],
    languageOptions: { parserOptions: { project: ['./tsconfig.src.json', './src/cli/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', 250],
      'no-console': ['error', { allow: ['warn'] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Name each export.' },
        { selector: 'TSEnumDeclaration', message: 'Use a const object.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
      ],
      // Options are declared as methods and passed as values. None of them uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Users can pass async functions as callbacks that return `void`.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // A type parameter that is used once can still describe the return type.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },

  {
    files: ['tests/**', 'bench/**', 'scripts/**', 'examples/**', 'demo/**', 'docs/**', '*.config.*'],
    rules: {
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },

  {
    // Vue composables have names like hooks, but the rules of hooks do not apply to them.
    files: ['{src,tests}/react/**/*.{ts,tsx}', 'src/compat/react-use-websocket/*.ts', '{tests,examples,demo,bench,docs}/**/*.tsx'],
    ...reactHooks.configs.flat['recommended-latest'],
  },

  vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser, sourceType: 'module' } },
    rules: {
      // Layout is not linted.
      ...vue.configs['no-layout-rules'].rules,
      'vue/multi-word-component-names': 'off',
    },
  },
)
