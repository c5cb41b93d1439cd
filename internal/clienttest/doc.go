// Package clienttest holds what the tests of all packages share: clocks, a server whose answers a test writes, and a look into errors.
// Only tests import it.
package clienttest
