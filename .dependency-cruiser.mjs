// Who may import whom. `checks/guards/imports.ts` runs these rules and proves each of them on a planted violation.

const inTests = ['\\.(test|story)\\.tsx?$', '/testing/']
const stage = '^core/([1-7]-[^/]+)/'
const npm = (name) => `(^|/)node_modules/${name}/`

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    rule('no-circle', 'Two modules that need each other are one module, or three.', {}, { circular: true }),
    rule('resolvable', 'The module does not exist.', {}, { couldNotResolve: true }),
    rule(
      'core-is-pure',
      'The core imports itself and the schema library, nothing else.',
      { path: '^core/', pathNot: ['^core/policy/', ...inTests] },
      { pathNot: ['^core/', npm('zod')] },
    ),
    rule(
      'policy-is-pure',
      'Policy imports the core, the schema library and the rule language, nothing else.',
      { path: '^core/policy/', pathNot: inTests },
      { pathNot: ['^core/', npm('zod'), npm('@marcbachmann/cel-js')] },
    ),
    rule(
      'core-tests-stay-in-core',
      'A test of the core needs no other part of the product.',
      { path: '^core/.*(\\.test\\.ts$|/testing/)' },
      { pathNot: ['^core/', npm('[^/]+')], dependencyTypesNot: ['core'] },
    ),
    rule(
      'stages-are-strangers',
      'A stage does not know another stage; what two stages share belongs to core/case or core/shared.',
      { path: stage },
      { path: '^core/[1-7]-', pathNot: '^core/$1/' },
    ),
    rule(
      'api-is-shapes',
      'The shapes of answers import the core and the schema library, nothing else: server and web share them.',
      { path: '^api/', pathNot: inTests },
      { pathNot: ['^(api|core)/', npm('zod')] },
    ),
    rule(
      'words-are-shared',
      'What is said on screens and on paper alike imports the core, the shapes of answers and the library of words, nothing else.',
      { path: '^words/', pathNot: inTests },
      { pathNot: ['^(words|api|core)/', npm('i18next')] },
    ),
    rule(
      'web-stays-in-browser',
      'The web imports the core, the shapes of answers, their words and browser packages; it reaches the server by HTTP alone.',
      { path: '^web/', pathNot: inTests },
      { path: '^(server|db|cli|policy-packs|calendars)/' },
    ),
    rule(
      'web-verifies-in-one-place',
      'One page of the portal verifies receipts, by the verifier itself.',
      { path: '^web/', pathNot: [...inTests, '^web/portal/client/check-receipt\\.ts$'] },
      { path: '^verify/' },
    ),
    rule(
      'web-has-no-node',
      'A browser has no Node.',
      { path: '^web/', pathNot: inTests },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'server-knows-no-caller',
      'The server does not import those who call it.',
      { path: '^server/' },
      { path: '^(web|cli|bench)/' },
    ),
    rule(
      'verifier-is-alone',
      'The verifier shares no code with what it verifies and needs nothing installed.',
      { path: '^verify/', pathNot: inTests },
      { pathNot: '^verify/', dependencyTypesNot: ['core'] },
    ),
    rule(
      'product-imports-no-tools',
      'Stories, benches and checks stand around the product, not in it.',
      { path: '^(core|api|words|server|web|verify)/' },
      { path: '^(stories|bench|checks)/' },
    ),
    rule(
      'testing-stays-in-tests',
      'What helps a test is not part of the product.',
      { path: '^(core|api|words|server|web|cli|verify)/', pathNot: inTests },
      { path: inTests },
    ),
    rule(
      'no-dev-dependencies',
      'A development dependency is not there when the product runs.',
      { path: '^(core|api|words|server|web|cli|verify)/', pathNot: inTests },
      { dependencyTypes: ['npm-dev'] },
    ),
  ],
  options: {
    // TypeScript 7 has no API, and with no parser for TypeScript the tool sees no module and finds nothing wrong.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    // Anchored: an excluded path inside a package would hide every import of that package.
    exclude: { path: '^web/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['node', 'import', 'default'] },
  },
}
