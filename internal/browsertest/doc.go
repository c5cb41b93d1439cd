// Package browsertest looks at the sandbox's page with headless Chromium: what a person sees and clicks. It is a module of its own, so that
// the library does not gain a dependency. Debian's chromium must be installed. Pictures of the page are kept in the directory that
// CLASSCLOUD_SCREENSHOTS names, or among the test's artifacts.
package browsertest
