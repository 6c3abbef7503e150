/** A child that never gets ready. For the tests of the sandbox alone. */
process.exit(3);
