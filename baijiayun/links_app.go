package baijiayun

import "net/url"

// AppURL turns an entry link from EnterURL into the link that opens it in the vendor's own program (云端课堂) instead of the browser. It
// does not call the vendor. The link does nothing on a machine without the program.
//
// Baijiayun baijiacloud://, as other clients of the vendor have it: they send token and ts as these words.
func AppURL(enterURL string) string { return appURL("baijiacloud", enterURL) }

// LiveAppURL is AppURL with the other scheme that public programs use, bjylive: for machines on which the vendor's program answers to
// that one. Which of its programs answers to which scheme is not documented.
//
// Baijiayun bjylive://, as two web pages of other authors have it, one with urlpath first and one with it last.
func LiveAppURL(enterURL string) string { return appURL("bjylive", enterURL) }

func appURL(scheme, enterURL string) string {
	return scheme + "://urlpath=" + blanks(url.QueryEscape(enterURL)) + "&token=token&ts=ts"
}
