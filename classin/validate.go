package classin

import (
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// needRecord refuses the broadcast or replay of a recording that is switched off.
func needRecord(record, live, replay *bool) []classcloud.FieldError {
	var bad []classcloud.FieldError
	if record == nil || *record {
		return nil
	}
	if live != nil && *live {
		bad = append(bad, classcloud.FieldError{Field: "Live", Wire: "liveState", Problem: "needs Record"})
	}
	if replay != nil && *replay {
		bad = append(bad, classcloud.FieldError{Field: "Replay", Wire: "openState", Problem: "needs Record"})
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
