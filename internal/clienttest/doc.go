// Package clienttest holds what the tests of all packages share: clocks, a server whose answers a test writes, and a way to reach the
// *classcloud.Error in an error. Only tests import it.
package clienttest
