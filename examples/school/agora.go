package main

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/examples/agorastore"
)

// openAgora makes rooms whose id is the lesson's key, and polls the account's events.
func openAgora(m *means) (*vendor, error) {
	keys := agora.Credentials{AppID: m.env("AGORA_APP_ID"), Certificate: m.env("AGORA_APP_CERTIFICATE")}
	client, err := agora.New(keys, append([]classcloud.ClientOption{agora.WithRegion(agora.Region(m.env("AGORA_REGION")))}, m.options("AGORA_BASE_URL")...)...)
	if err != nil {
		return nil, err
	}
	v := &vendor{
		check: func(l *lesson) (bad []string) {
			if len(l.Title) > 64 {
				bad = append(bad, fmt.Sprintf("the title %q has more than 64 bytes, which Agora may not take", l.Title))
			}
			return bad
		},
		// The teacher's page starts and ends the class: the room has no schedule of its own.
		ensure: func(ctx context.Context, l *lesson) (string, error) {
			room, err := client.Rooms.Ensure(ctx, &agora.CreateRoomRequest{RoomUUID: l.Key, RoomName: l.Title, RoomType: new(agora.RoomTypeSmall), CloseDelay: new(time.Hour)})
			if err != nil {
				return "", err
			}
			return room.RoomUUID, nil
		},
		watch: func(ctx context.Context) error { return pollAgora(ctx, m, client) },
		early: 4 * 24 * time.Hour, // Agora destroys a room after 5 days
	}
	if page := m.env("AGORA_PAGE_URL"); page != "" { // Agora has no page of its own: this is yours with its SDK
		v.link = func(ctx context.Context, l *lesson, who person, teaches bool) (string, error) {
			role := agora.RoleStudent
			if teaches {
				role = agora.RoleTeacher
			}
			return client.LaunchURL(ctx, &agora.LaunchURLRequest{PageURL: page, RoomUUID: l.Room, RoomName: l.Title, RoomType: new(agora.RoomTypeSmall),
				UserUUID: who.ID, UserName: who.Name, Role: role, Language: "zh"})
		}
	}
	return v, nil
}

// pollAgora writes every event in the transaction in which the poller's progress is saved: exactly once, whatever dies when.
func pollAgora(ctx context.Context, m *means, client *agora.Client) error {
	poller := &agora.EventPoller{
		Client: client, Store: m.store.agora, Every: agoraEvery,
		Handle: func(ctx context.Context, d agora.Delivery) error {
			return m.store.within(ctx, func(tx *sql.Tx) error {
				if err := addIn(ctx, tx, d.ClassroomEvents()); err != nil {
					return err
				}
				return agorastore.SaveIn(ctx, tx, d.Saves)
			})
		},
		// Of an answer that died with the program, the lists of the rooms have the events.
		Rooms:  func(ctx context.Context) ([]string, error) { return m.store.openRooms(ctx, "agora", m.clock.Now()) },
		Lost:   func(_ context.Context, lost agora.LostEvents) error { m.log("agora", lost.RoomUUID, lost); return nil },
		Failed: func(_ context.Context, err error) { m.log("agora", "", err) },
	}
	return poller.Run(ctx)
}

const agoraEvery = 5 * time.Second
