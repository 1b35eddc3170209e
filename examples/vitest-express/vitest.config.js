export default {
  test: {
    setupFiles: ['docproof/vitest/setup'],
    reporters: ['default', ['docproof/vitest/reporter', { minCoverage: 100 }]],
  },
};
