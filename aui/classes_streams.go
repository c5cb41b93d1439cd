package aui

import (
	"fmt"
	"log/slog"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// StreamURLs holds the URLs of a stream. They are signed and expire: RTC URLs after 24 hours, CDN URLs after 7 days by default. It prints
// without the queries of the URLs.
type StreamURLs struct {
	RTCPushURL string  `json:"rtc_push_url,omitzero"` // its holder may push the stream; the server gives it to every caller
	RTCPullURL string  `json:"rtc_pull_url,omitzero"`
	CDN        CDNURLs `json:"cdn_pull_info,omitzero"` // for viewers

	// Shadow is known from the code of the newest published server alone, which never sets it; that it has this form is not in the
	// document.
	Shadow *StreamURLs `json:"link_info_shadow,omitzero" check:"decorative"`
}

// CDNURLs holds the URLs for viewers. Each protocol (RTMP, RTS, FLV, HLS) has four: the stream, the stream with its sound in AAC (oriaac),
// the shared screen, and the shared screen with its sound in AAC. It prints without the queries of the URLs.
type CDNURLs struct {
	RTMP             string `json:"rtmp_url,omitzero"`
	RTMPOriaac       string `json:"rtmp_oriaac_url,omitzero"`
	RTMPScreen       string `json:"rtmp_screen_url,omitzero"`
	RTMPScreenOriaac string `json:"rtmp_screen_oriaac_url,omitzero"`
	RTS              string `json:"rts_url,omitzero"`
	RTSOriaac        string `json:"rts_oriaac_url,omitzero"`
	RTSScreen        string `json:"rts_screen_url,omitzero"`
	RTSScreenOriaac  string `json:"rts_screen_oriaac_url,omitzero"`
	FLV              string `json:"flv_url,omitzero"`
	FLVOriaac        string `json:"flv_oriaac_url,omitzero"`
	FLVScreen        string `json:"flv_screen_url,omitzero"`
	FLVScreenOriaac  string `json:"flv_screen_oriaac_url,omitzero"`
	HLS              string `json:"hls_url,omitzero"`
	HLSOriaac        string `json:"hls_oriaac_url,omitzero"`
	HLSScreen        string `json:"hls_screen_url,omitzero"`
	HLSScreenOriaac  string `json:"hls_screen_oriaac_url,omitzero"`
}

// UserStatus tells whether the teacher is muted in the IM group.
type UserStatus struct {
	Mute        bool        `json:"mute,omitzero" check:"present"` // true: muted
	MuteSources MuteSources `json:"mute_source,omitzero"`          // what muted the teacher, in the vendor's words
}

// MuteSources is a list of words. It reads the one word that the document's table has in its place, too.
type MuteSources []string

// UnmarshalJSON reads a list, or one text.
func (m *MuteSources) UnmarshalJSON(data []byte) error {
	var list []string
	if wire.Decode(data, &list) == nil { // null and "" too
		*m = list
		return nil
	}
	var one string
	if err := wire.Decode(data, &one); err != nil {
		return err
	}
	*m = MuteSources{one}
	return nil
}

// withoutQueries returns a copy of a struct in which every URL ends before its query, where the signatures and tokens are. The text of
// a class's meeting and members that this module does not know are not shown.
func withoutQueries(v any) reflect.Value {
	out := reflect.New(reflect.TypeOf(v)).Elem()
	out.Set(reflect.ValueOf(v))
	hideQueries(out)
	return out
}

func hideQueries(v reflect.Value) {
	for i := range v.NumField() {
		field, name := v.Field(i), v.Type().Field(i).Name
		switch {
		case field.Kind() == reflect.Struct && v.Type().Field(i).Anonymous:
			hideQueries(field)
		case field.Kind() == reflect.Map && field.Len() > 0:
			field.Set(reflect.ValueOf(map[string]any{"…": field.Len()}))
		case field.Kind() != reflect.String:
		case name == "MeetingInfo" && field.Len() > 0:
			field.SetString("(" + strconv.Itoa(field.Len()) + " bytes)")
		default:
			if before, _, cut := strings.Cut(field.String(), "?"); cut && strings.Contains(before, "://") {
				field.SetString(before + "?…")
			}
		}
	}
}

// format writes a value under a verb; plain is its copy of a type without a Format of its own.
func format(f fmt.State, verb rune, plain any) {
	text := fmt.Sprintf(fmt.FormatString(f, verb), withoutQueries(plain).Interface())
	transport.Redacted(f, strings.NewReplacer("aui.plain", "aui.", "{plainClass:", "{Class:").Replace(text))
}

// logged gives slog a value as %+v prints it, because its JSON has the queries.
func logged(v fmt.Formatter) slog.Value { return transport.RedactedLog(fmt.Sprintf("%+v", v)) }

// These types have the fields of the types they are made of, and none of their methods.
type (
	plainClass         Class
	plainStreamURLs    StreamURLs
	plainCDNURLs       CDNURLs
	plainVOD           VOD
	plainVODStream     VODStream
	plainMeetingMember MeetingMember
	plainClassPage     ClassPage
	plainMeeting       Meeting

	plainUpdateMeetingRequest UpdateMeetingRequest

	plainEnsuredClass struct { // the methods of a Class inside would be its own
		plainClass
		Existed, Differs bool
	}
)

// Format writes the class without the queries of its URLs, and without MeetingInfo.
func (c Class) Format(f fmt.State, verb rune) { format(f, verb, plainClass(c)) }

// LogValue gives slog the class without the queries of its URLs.
func (c Class) LogValue() slog.Value { return logged(c) }

// Format writes the class without the queries of its URLs, and without MeetingInfo.
func (e EnsuredClass) Format(f fmt.State, verb rune) {
	format(f, verb, plainEnsuredClass{plainClass(e.Class), e.Existed, e.Differs})
}

// LogValue gives slog the class without the queries of its URLs.
func (e EnsuredClass) LogValue() slog.Value { return logged(e) }

// Format writes the page without the queries of its URLs.
func (p ClassPage) Format(f fmt.State, verb rune) { format(f, verb, plainClassPage(p)) }

// LogValue gives slog the page without the queries of its URLs.
func (p ClassPage) LogValue() slog.Value { return logged(p) }

// Format writes the URLs without their queries.
func (s StreamURLs) Format(f fmt.State, verb rune) { format(f, verb, plainStreamURLs(s)) }

// LogValue gives slog the URLs without their queries.
func (s StreamURLs) LogValue() slog.Value { return logged(s) }

// Format writes the URLs without their queries.
func (c CDNURLs) Format(f fmt.State, verb rune) { format(f, verb, plainCDNURLs(c)) }

// LogValue gives slog the URLs without their queries.
func (c CDNURLs) LogValue() slog.Value { return logged(c) }

// Format writes the file of a recording without the query of its URL.
func (s VODStream) Format(f fmt.State, verb rune) { format(f, verb, plainVODStream(s)) }

// LogValue gives slog the file of a recording without the query of its URL.
func (s VODStream) LogValue() slog.Value { return logged(s) }

// Format writes the recording without the queries of its URLs.
func (v VOD) Format(f fmt.State, verb rune) { format(f, verb, plainVOD(v)) }

// LogValue gives slog the recording without the queries of its URLs.
func (v VOD) LogValue() slog.Value { return logged(v) }

// Format writes the member without the query of the URL.
func (m MeetingMember) Format(f fmt.State, verb rune) { format(f, verb, plainMeetingMember(m)) }

// LogValue gives slog the member without the query of the URL.
func (m MeetingMember) LogValue() slog.Value { return logged(m) }

// Format writes the co-streaming without the queries of its URLs.
func (m Meeting) Format(f fmt.State, verb rune) { format(f, verb, plainMeeting(m)) }

// LogValue gives slog the co-streaming without the queries of its URLs.
func (m Meeting) LogValue() slog.Value { return logged(m) }

// Format writes the request without the queries of its URLs.
func (r UpdateMeetingRequest) Format(f fmt.State, verb rune) {
	format(f, verb, plainUpdateMeetingRequest(r))
}

// LogValue gives slog the request without the queries of its URLs.
func (r UpdateMeetingRequest) LogValue() slog.Value { return logged(r) }
