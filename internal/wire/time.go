package wire

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// CST is the vendors' time zone, +08:00. It does not need a time zone database.
var CST = time.FixedZone("CST", 8*60*60)

const (
	dateTime   = "2006-01-02 15:04:05"
	dateMinute = "2006-01-02 15:04"
	clock      = "15:04"
)

func decodeTime(dec *jsontext.Decoder, to *time.Time) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' {
		*to = time.Time{}
		return err
	}
	*to, err = ParseTime(string(text))
	return err
}

func decodeDate(dec *jsontext.Decoder, to *classcloud.Date) error {
	kind, text, err := scalar(dec)
	if err != nil || kind == 'n' || kind == 'f' {
		*to = classcloud.Date{}
		return err
	}
	*to, err = ParseDate(string(text))
	return err
}

// timeLayouts are the layouts of the vendors' times. Those with one digit for month and day read two digits as well.
var timeLayouts = [...]string{
	dateTime, time.RFC3339Nano, "2006-1-2 15:04:05", "2006-1-2 15:04", "2006-1-2", "2006-1-2T15:04:05",
	"2006/1/2 15:04:05", "2006/1/2 15:04", "2006/1/2",
}

// ParseTime reads a vendor's time: local text in +08:00, RFC 3339, or seconds or milliseconds since 1970. Empty text, zero and
// 0000-00-00 are the zero time. A year of more than four digits, which microseconds would give, is an error, because JSON cannot
// hold it.
func ParseTime(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if isNoTime(text) {
		return time.Time{}, nil
	}
	t, ok := readTime(text)
	if t = t.In(CST); !ok || t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}, fmt.Errorf("%s is not a valid time", quoteShort(text))
	}
	if t.IsZero() { // 0001-01-01T00:00:00Z, as Go writes it
		return time.Time{}, nil
	}
	return t, nil
}

// isNoTime reports whether text is one that PHP or MySQL writes for a missing time.
func isNoTime(text string) bool {
	return text == "" || text == "0" || text == "null" ||
		strings.HasPrefix(text, "0000") && strings.Trim(text, "0-/T :.Z") == ""
}

func readTime(text string) (t time.Time, ok bool) {
	if strings.Trim(text, "0123456789") == "" || text[0] == '-' { // an error of ParseInt costs more than parsing a time
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return t, false
		}
		if n < 1e11 && n > -1e11 { // as seconds this reaches the year 5138; milliseconds are larger from 1973 on
			return time.Unix(n, 0), true
		}
		return time.UnixMilli(n), true
	}
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, text, CST); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// ParseDate reads a day: 2006-01-02, 20060102, or any text that ParseTime reads.
func ParseDate(text string) (classcloud.Date, error) {
	text = strings.TrimSpace(text)
	if t, err := time.Parse("20060102", text); err == nil {
		return classcloud.DateOf(t), nil
	}
	t, err := ParseTime(text)
	if err != nil || len(text) == len("20060102") && isIndex(text) && !t.IsZero() { // 20161301 is a bad day, not seconds since 1970
		return classcloud.Date{}, fmt.Errorf("%s is not a valid date", quoteShort(text))
	}
	if t.IsZero() {
		return classcloud.Date{}, nil
	}
	return classcloud.DateOf(t), nil
}
