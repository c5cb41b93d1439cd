package explain

import (
	"strings"
	"time"
)

// agoraScope judges whom and what the token is for.
func (in *inquiry) agoraScope(token *agoraToken, sent agoraSent) []finding {
	if token.version == "006" {
		return in.scope006(token, sent)
	}
	education, messaging := token.service(serviceEducation), token.service(serviceRTM)
	switch {
	case sent.authorization && education != nil:
		return in.educationScope(token, education)
	case sent.authorization && messaging != nil:
		return []finding{{"rtm-token-in-authorization", ""}}
	case education != nil:
		found := in.educationScope(token, education)
		if education.user != "" && education.user != sent.uid && sent.uid != "" {
			found = append(found, in.otherUser(education.user, sent.uid))
		} else if education.user == "" && sent.uid != "" {
			found = append(found, finding{"app-token-in-user-header", ""})
		}
		return found
	case messaging != nil:
		return in.messagingScope(token, messaging, sent)
	}
	detail := ""
	if len(token.services) > 0 {
		detail = serviceName(token.services[0].kind)
	}
	return []finding{{"token-of-another-service", detail}}
}

func (in *inquiry) messagingScope(token *agoraToken, messaging *agoraService, sent agoraSent) []finding {
	if messaging.user != sent.uid && sent.uid != "" {
		return []finding{in.otherUser(messaging.user, sent.uid)}
	}
	seconds, granted := messaging.privileges[privilegeLogin]
	return in.privilege(token, "RTM login", seconds, granted)
}

// educationScope judges an education token: an app token may do everything, a room-user token what its room allows.
func (in *inquiry) educationScope(token *agoraToken, education *agoraService) []finding {
	if seconds, granted := education.privileges[privilegeApp]; granted {
		return in.privilege(token, "app", seconds, granted)
	}
	if seconds, granted := education.privileges[privilegeRoomUser]; granted {
		if in.isForAppAlone() {
			return []finding{{"room-user-token-for-app-call", ""}}
		}
		if room := in.agoraRoom(); education.room != room {
			in.setTexts(room, education.room)
			return []finding{{"token-of-another-room", education.room}}
		}
		return in.privilege(token, "room user", seconds, granted)
	}
	if _, granted := education.privileges[privilegeUser]; granted {
		return []finding{{"user-token-for-app-call", ""}}
	}
	return []finding{{"privilege-missing", "education"}}
}

// isForAppAlone reports whether a call creates a room, or polls the events of all rooms.
func (in *inquiry) isForAppAlone() bool {
	_, rest, found := strings.Cut(in.url.Path, "/rooms/")
	return found && (in.request.Method == "POST" && !strings.Contains(rest, "/") || rest == "sequences")
}

func (in *inquiry) privilege(token *agoraToken, name string, seconds uint32, granted bool) []finding {
	if !granted {
		return []finding{{"privilege-missing", name}}
	}
	if at := in.request.Time; !at.IsZero() && !at.Before(token.after(seconds)) && at.Before(token.end()) {
		return []finding{{"privilege-expired", name + ", " + token.after(seconds).UTC().Format(time.RFC3339)}}
	}
	return nil
}

// scope006 judges whom a 006 token was made for. Its crc32 tells another user apart even where the certificate is not known.
func (in *inquiry) scope006(token *agoraToken, sent agoraSent) []finding {
	if sent.authorization {
		return []finding{{"006-in-authorization", ""}}
	}
	if _, granted := token.services[0].privileges[privilegeLogin006]; !granted {
		return []finding{{"token-of-another-service", "rtc"}}
	}
	if token.account == crcOf(sent.uid) || sent.uid == "" {
		return nil
	}
	for _, other := range append(in.otherUsers(sent.uid), "") {
		if crcOf(other) != token.account {
			continue
		}
		if other == "" {
			return []finding{{"token-without-user", ""}}
		}
		return []finding{in.otherUser(other, sent.uid)}
	}
	return []finding{{"token-of-another-user", ""}}
}

func (in *inquiry) otherUser(made, sent string) finding {
	in.setTexts(sent, made)
	return finding{"token-of-another-user", made}
}

// setTexts sets the two texts, unless an earlier mistake has.
func (in *inquiry) setTexts(expected, actual string) {
	if in.Expected == "" {
		in.texts(expected, actual)
	}
}
