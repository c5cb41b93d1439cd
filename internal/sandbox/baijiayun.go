package sandbox

import (
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"time"

	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
)

func baijiayunVendor() vendor {
	return vendor{
		name: "baijiayun", title: "百家云", base: "BAIJIAYUN_BASE_URL",
		variables: []variable{
			{name: "BAIJIAYUN_DOMAIN", invented: "sandbox"},
			{name: "BAIJIAYUN_PARTNER_ID", invented: "20260101"},
			{name: "BAIJIAYUN_PARTNER_KEY", invented: "sandbox/invented/partner+key==", secret: true},
			{name: "BAIJIAYUN_SECRET_KEY", invented: "sandbox-invented-secret-key", secret: true},
		},
		check: func(keys map[string]string) error {
			if _, err := strconv.ParseInt(keys["BAIJIAYUN_PARTNER_ID"], 10, 64); err != nil {
				return errors.New("BAIJIAYUN_PARTNER_ID is not a whole number")
			}
			return nil
		},
		succeeds: func(code string) bool { return code == "0" },
		open:     openBaijiayun,
	}
}

func openBaijiayun(o opening) *world {
	id, _ := strconv.ParseInt(o.keys["BAIJIAYUN_PARTNER_ID"], 10, 64) // checked before
	s := baijiayuntest.NewServer(baijiayuntest.WithListener(o.gate), baijiayuntest.WithMiddleware(o.middleware),
		baijiayuntest.WithClock(o.clock), baijiayuntest.WithCredentials(baijiayun.Credentials{Domain: o.keys["BAIJIAYUN_DOMAIN"],
			PartnerID: id, PartnerKey: o.keys["BAIJIAYUN_PARTNER_KEY"], SecretKey: o.keys["BAIJIAYUN_SECRET_KEY"]}))
	return &world{
		kit: kitOf(s, func(i baijiayuntest.InjectedFault) (string, baijiayuntest.Fault) { return i.Operation, i.Fault }),
		url: s.URL,
		renewed: func() map[string]string { // Account.ResetPartnerKey
			return map[string]string{"BAIJIAYUN_PARTNER_KEY": s.Credentials().PartnerKey}
		},
		tables: []table{
			listed("rooms", s.Rooms, adds(s.AddRoom)),
			listed("documents", s.Documents, adds(s.AddDocument)),
			listed("join_codes", s.JoinCodes, adds(s.AddJoinCode)),
			listed("messages", s.Messages, plain(func(m baijiayuntest.Message) { s.AddMessages(m) })),
			listed("notices", s.Notices, adds(s.AddNotice)),
			listed("playbacks", s.Playbacks, adds(s.AddPlayback)),
			listed("quiz_templates", s.QuizTemplates, adds(s.AddQuizTemplate)),
			listed("sensitive_words", s.SensitiveWords, adds(s.AddSensitiveWord)),
			listed("sub_accounts", s.SubAccounts, adds(s.AddSubAccount)),
			listed("video_categories", s.VideoCategories, adds(s.AddVideoCategory)),
			listed("videos", s.Videos, adds(s.AddVideo)),
			listed("views", nil, plain(func(v baijiayuntest.View) { s.AddViews(v) })),
			listed("attendance", nil, plain(func(a baijiayunAttendance) { s.AddAttendance(a.RoomID, a.Rows...) })),
			listed("presence", nil, plain(func(p baijiayunPresence) { s.SetPresence(p.RoomID, p.Presence) })),
			listed("teachers", s.Teachers, nil),
			listed("class_rosters", s.ClassRosters, nil),
		},
		callbacks: []callbackKind{
			baijiayunCallback(s, "class", func(now time.Time) baijiayuntest.ClassEvent {
				return baijiayuntest.ClassEvent{Op: baijiayuntest.ClassOpStart, Time: now}
			}),
			baijiayunCallback(s, "users", func(time.Time) baijiayuntest.UserEvents { return baijiayuntest.UserEvents{} }),
			baijiayunCallback(s, "playback", func(time.Time) baijiayuntest.PlaybackEvent {
				return baijiayuntest.PlaybackEvent{Status: baijiayuntest.PlaybackStatusReady}
			}),
			baijiayunCallback(s, "access", func(time.Time) baijiayuntest.AccessCheck { return baijiayuntest.AccessCheck{} }),
			baijiayunCallback(s, "other", func(time.Time) baijiayuntest.OtherEvent { return baijiayuntest.OtherEvent{} }),
		},
	}
}

// baijiayunAttendance is the attendance of a room.
type baijiayunAttendance struct {
	RoomID int64
	Rows   []baijiayuntest.Attendance
}

// baijiayunPresence says who is in a room.
type baijiayunPresence struct {
	RoomID   int64
	Presence baijiayuntest.Presence
}

// baijiayunCallback is a kind of callback whose parameters are the fields of P. Start makes the P that parameters change.
func baijiayunCallback[P baijiayuntest.Payload](s *baijiayuntest.Server, name string, start func(time.Time) P) callbackKind {
	send := func(address string, parameters json.RawMessage, now time.Time) (any, []Delivery, error) {
		payload := start(now)
		if err := fill(&payload, parameters, now); err != nil {
			return nil, nil, err
		}
		d := s.SendCallback(address, payload)
		if len(d.Attempts) == 0 {
			return nil, nil, errors.New("nobody is told: give a url, or let the client set one (Callbacks.SetClassURL, Callbacks.SetTranscodeURL)")
		}
		deliveries := make([]Delivery, len(d.Attempts))
		for i, a := range d.Attempts {
			deliveries[i] = Delivery{Time: a.Time, Status: a.Status, Reply: a.Body, Error: refused(a.Err)}
		}
		deliveries[len(deliveries)-1].Acknowledged = d.Delivered
		return formOf(d.Form), deliveries, nil
	}
	return callbackKind{name: name, send: send}
}

// formOf returns a form with one value a name.
func formOf(form url.Values) map[string]string {
	out := map[string]string{}
	for name := range form {
		out[name] = form.Get(name)
	}
	return out
}
