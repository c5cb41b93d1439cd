package classin

import (
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// video holds the switches of a class's video, which mean nothing without the recording. Those that a request does not have are nil.
type video struct{ record, recordScene, live, replay *bool }

// isOn reports whether a switch is given and on.
func isOn(flag *bool) bool { return flag != nil && *flag }

// needRecord refuses what is switched on beside a recording that is off. The wire names are v1's.
func (v video) needRecord() []classcloud.FieldError {
	var bad []classcloud.FieldError
	for _, flag := range []struct {
		on          *bool
		field, wire string
	}{{v.recordScene, "RecordScene", "recordScene"}, {v.live, "Live", "live"}, {v.replay, "Replay", "replay"}} {
		if isOn(flag.on) && v.record != nil && !*v.record {
			bad = append(bad, classcloud.FieldError{Field: flag.field, Wire: flag.wire, Problem: "needs Record: the vendor would ignore it"})
		}
	}
	return bad
}

// complete refuses RecordScene without the three switches that the vendor wants beside it.
func (v video) complete() []classcloud.FieldError {
	if v.recordScene != nil && v.record == nil && v.live == nil && v.replay == nil {
		return []classcloud.FieldError{{Field: "RecordScene", Wire: "recordScene", Problem: "needs Record, Live and Replay: the vendor would not apply it"}}
	}
	return nil
}

// recording holds the parameters of v2 that say what a class's video is. They go together.
type recording struct {
	useMain              *bool // of a sub-class alone
	kind                 *RecordingType
	record, live, replay *bool
}

// check refuses what is switched on beside a recording that is off, and a recording of its own beside the main class's.
func (r recording) check() []classcloud.FieldError {
	var bad []classcloud.FieldError
	for _, flag := range []struct {
		on          bool
		field, wire string
	}{
		{r.kind != nil && *r.kind != RecordingTypeClassroom, "RecordingType", "recordType"},
		{isOn(r.record), "Record", "recordState"}, {isOn(r.live), "Live", "liveState"}, {isOn(r.replay), "Replay", "openState"},
	} {
		switch needsRecord := flag.field == "Live" || flag.field == "Replay"; {
		case flag.on && isOn(r.useMain):
			bad = append(bad, classcloud.FieldError{Field: flag.field, Wire: flag.wire, Problem: "excludes UseMainRecording: it must be 0 on the wire then"})
		case flag.on && needsRecord && r.record != nil && !*r.record:
			bad = append(bad, classcloud.FieldError{Field: flag.field, Wire: flag.wire, Problem: "needs Record"})
		}
	}
	return bad
}

// assistantsOrRemove refuses an empty list of co-teachers without RemoveAssistants, because the vendor would remove them all.
func assistantsOrRemove(list []UID, remove bool) []classcloud.FieldError {
	switch {
	case remove && len(list) > 0:
		return []classcloud.FieldError{{Field: "RemoveAssistants", Wire: "removeAssistants", Problem: "excludes AssistantUIDs"}}
	case !remove && list != nil && len(list) == 0:
		return []classcloud.FieldError{{Field: "AssistantUIDs", Wire: "assistantUids", Problem: "is empty: say RemoveAssistants, or leave it nil"}}
	}
	return nil
}

// ordered refuses an end that is not after the start.
func ordered(start, end *time.Time) []classcloud.FieldError {
	if start != nil && end != nil && !end.After(*start) {
		return []classcloud.FieldError{{Field: "EndTime", Wire: "endTime", Problem: "is not after StartTime"}}
	}
	return nil
}

// changesNothing refuses an update that sets nothing but the ids.
func changesNothing(request any, ids ...string) []classcloud.FieldError {
	if !wire.NothingSet(request, ids...) {
		return nil
	}
	return []classcloud.FieldError{{Field: "request", Problem: "changes nothing"}}
}

// listOrClear refuses an empty list without Clear, which the vendor reads as "delete everything", and a list together with Clear.
func listOrClear(count int, clears bool, field, wire string) []classcloud.FieldError {
	switch {
	case clears && count > 0:
		return []classcloud.FieldError{{Field: "Clear", Wire: "clear", Problem: "excludes " + field}}
	case !clears && count == 0:
		return []classcloud.FieldError{{Field: field, Wire: wire, Problem: "is required, or Clear to take everything away"}}
	}
	return nil
}

// onePassword refuses two passwords, and none where one is needed.
func onePassword(plain, hashed string, mayLack bool) []classcloud.FieldError {
	switch {
	case plain != "" && hashed != "":
		return []classcloud.FieldError{{Field: "PasswordMD5", Wire: "md5pass", Problem: "excludes Password"}}
	case hashed != "" && mayLack:
		return []classcloud.FieldError{{Field: "PasswordMD5", Wire: "md5pass", Problem: "is ignored with SendMessage: give Password"}}
	case plain == "" && hashed == "" && !mayLack:
		return []classcloud.FieldError{{Field: "Password", Wire: "password", Problem: "is required, or PasswordMD5"}}
	}
	return nil
}

// never returns the expiry that the vendor reads as "never".
func never() time.Time { return time.Unix(0, 0) }
