package main

import (
	"context"
	"errors"
	"strconv"

	"github.com/go-classcloud/classcloud/baijiayun"
)

// openBaijiayun makes rooms, whose people get links, and receives callbacks.
func openBaijiayun(m *means) (*vendor, error) {
	id, err := m.variable("BAIJIAYUN_PARTNER_ID")
	if err != nil {
		return nil, err
	}
	keys := baijiayun.Credentials{Domain: m.env("BAIJIAYUN_DOMAIN"), PartnerID: id, PartnerKey: m.env("BAIJIAYUN_PARTNER_KEY"), SecretKey: m.env("BAIJIAYUN_SECRET_KEY")}
	if keys.PartnerKey == "" { // which signs links and callbacks; calls would do with the other
		return nil, errors.New("BAIJIAYUN_PARTNER_KEY is missing")
	}
	client, err := baijiayun.New(keys, m.options("BAIJIAYUN_BASE_URL")...)
	if err != nil {
		return nil, err
	}
	return &vendor{
		check: numbers,
		ensure: func(ctx context.Context, l *lesson) (string, error) {
			room, err := client.Rooms.Ensure(ctx, &baijiayun.EnsureRoomRequest{Journal: m.store.journal, Key: l.Key,
				Room: baijiayun.CreateRoomRequest{Title: l.Title, StartTime: l.Start, EndTime: l.end(), Type: baijiayun.RoomTypeLecture}})
			if err != nil {
				return "", err
			}
			return strconv.FormatInt(room.RoomID, 10), nil
		},
		link: func(ctx context.Context, l *lesson, who person, teaches bool) (string, error) {
			role := baijiayun.RoleStudent
			if teaches {
				role = baijiayun.RoleTeacher
			}
			return client.EnterURL(ctx, &baijiayun.EnterURLRequest{RoomID: number(l.Room), UserNumber: number(who.ID), UserName: who.Name, Role: role})
		},
		events: baijiayun.CallbackHandler(baijiayun.CallbackFuncs{
			Class: func(ctx context.Context, c *baijiayun.ClassCallback) error {
				return m.store.add(ctx, c.ClassroomEvents())
			},
			User: func(ctx context.Context, c *baijiayun.UserCallback) error {
				return m.store.add(ctx, c.ClassroomEvents())
			},
			Playback: func(ctx context.Context, c *baijiayun.PlaybackCallback) error {
				return m.store.add(ctx, c.ClassroomEvents())
			},
			// What nobody can read would come again unchanged: it is acknowledged, and Failed hears why.
			Other:      func(context.Context, baijiayun.Form) error { return nil },
			Failed:     func(_ context.Context, err error) { m.log("baijiayun", "", err) },
			Deliveries: m.store,
		}, keys.PartnerKey),
	}, nil
}
