module.exports = {
  setupFilesAfterEnv: ['docproof/jest/setup'],
  reporters: ['default', ['docproof/jest/reporter', { minCoverage: 60 }]],
};
