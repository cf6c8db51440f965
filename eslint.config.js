import tseslint from 'typescript-eslint'

/** Letters in a page that are not a message key: words belong in locales/. */
const literalWords = {
  selector: 'JSXText[value=/[A-Za-z\\u1780-\\u17ff\\u0e80-\\u0eff]{2,}/]',
  message: 'Visible words are message keys: put them in locales/ in three languages.',
}
const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The clock belongs to src/app: use context.now or context.today.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'The clock belongs to src/app: use context.now.' },
]

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'var/', '**/*.generated.ts'] },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', prefer: 'type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      'no-restricted-syntax': ['error', ...clock],
    },
  },
  { files: ['src/**/*.tsx'], rules: { 'no-restricted-syntax': ['error', ...clock, literalWords] } },
  { files: ['src/app/**', 'src/**/*.test.{ts,tsx}', 'src/platform/db/engine/**', 'src/platform/web/gallery/**'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['src/**/*.test.{ts,tsx}', 'src/platform/**'], rules: { 'no-console': 'off' } },
)
