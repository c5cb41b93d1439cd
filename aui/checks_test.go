package aui_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

// A request whose forgotten field would destroy something is not sent (NAMES.md, section 8).
func TestForgottenFieldsAreRefused(t *testing.T) {
	client, server := script(t, always(`{"success":true}`))
	for name, call := range map[string]func(context.Context) error{
		"a meeting without a change": func(ctx context.Context) error {
			_, err := client.Meetings.Update(ctx, &aui.UpdateMeetingRequest{ClassID: "c1"})
			return err
		},
		"a meeting without a class": func(ctx context.Context) error {
			_, err := client.Meetings.Update(ctx, &aui.UpdateMeetingRequest{Members: []aui.MeetingMember{}})
			return err
		},
		"a document without an id": func(ctx context.Context) error {
			return client.Documents.Remove(ctx, &aui.RemoveDocumentRequest{ClassID: "c1"})
		},
		"a document without a class": func(ctx context.Context) error {
			return client.Documents.Remove(ctx, &aui.RemoveDocumentRequest{DocID: "d1"})
		},
		"no documents": func(ctx context.Context) error {
			_, err := client.Documents.RemoveBatch(ctx, &aui.RemoveDocumentBatchRequest{ClassID: "c1"})
			return err
		},
		"an empty list of documents": func(ctx context.Context) error {
			_, err := client.Documents.RemoveBatch(ctx, &aui.RemoveDocumentBatchRequest{ClassID: "c1", DocIDs: []string{}})
			return err
		},
		"a document with a comma": func(ctx context.Context) error {
			_, err := client.Documents.RemoveBatch(ctx, &aui.RemoveDocumentBatchRequest{ClassID: "c1", DocIDs: []string{"d1,d2"}})
			return err
		},
		"a document of blanks": func(ctx context.Context) error {
			_, err := client.Documents.RemoveBatch(ctx, &aui.RemoveDocumentBatchRequest{ClassID: "c1", DocIDs: []string{"d1", " "}})
			return err
		},
		"no request to remove documents": func(ctx context.Context) error { _, err := client.Documents.RemoveBatch(ctx, nil); return err },
		"no request to add documents":    func(ctx context.Context) error { _, err := client.Documents.AddBatch(ctx, nil); return err },
		"no request to add a document":   func(ctx context.Context) error { _, err := client.Documents.Add(ctx, nil); return err },
		"a permit of no class": func(ctx context.Context) error {
			return client.Assistants.DeletePermit(ctx, &aui.DeletePermitRequest{})
		},
		"nobody to kick": func(ctx context.Context) error {
			return client.Members.Kick(ctx, &aui.KickRequest{ClassID: "c1"})
		},
		"a permit that is not JSON": func(ctx context.Context) error {
			_, err := client.Assistants.SetPermit(ctx, &aui.SetPermitRequest{ClassID: "c1", Permit: json.RawMessage(`{`)})
			return err
		},
		"an update of nothing": func(ctx context.Context) error {
			_, err := client.Classes.Update(ctx, &aui.UpdateClassRequest{ClassID: "c1", UserID: "u1"})
			return err
		},
		"an update that clears": func(ctx context.Context) error {
			_, err := client.Classes.Update(ctx, &aui.UpdateClassRequest{ClassID: "c1", UserID: "u1", Extends: new("")})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			failure := failureOf(t, call(t.Context()), classcloud.InvalidArgument)
			assert.Equal(t, classcloud.OutcomeNotSent, failure.Outcome)
			assert.NotEmpty(t, failure.Fields)
		})
	}
	assert.Empty(t, server.seen())
}

// Calls fill in defaults without changing the caller's requests.
func TestRequestsAreNotChanged(t *testing.T) {
	client, server := script(t, always(`{"success":true,"data":{"id":"c1"}}`))
	add := &aui.AddDocumentBatchRequest{ClassID: "c1", Documents: []aui.NewDocument{{DocID: "d1", Data: json.RawMessage(`{}`)}}}
	_, _ = client.Documents.AddBatch(t.Context(), add)
	remove := &aui.RemoveDocumentBatchRequest{ClassID: "c1", DocIDs: []string{" d1 "}}
	_, _ = client.Documents.RemoveBatch(t.Context(), remove)
	create := &aui.CreateClassRequest{Title: "t", TeacherID: "x"}
	_, err := client.Classes.Create(t.Context(), create)
	require.NoError(t, err)
	assert.Empty(t, add.Documents[0].ServerType)
	assert.Equal(t, " d1 ", remove.DocIDs[0])
	assert.Nil(t, create.IMServers)
	assert.Equal(t, "d1", server.seen()[1].params["docIds"])
}

func TestListsRefuseNil(t *testing.T) {
	client, server := script(t, always(`{}`))
	_, err := client.Classes.List(t.Context(), nil)
	assertKind(t, err, classcloud.InvalidArgument)
	_, err = walkClasses(t, client, nil)
	assertKind(t, err, classcloud.InvalidArgument)
	_, err = client.Members.List(t.Context(), nil)
	assertKind(t, err, classcloud.InvalidArgument)
	_, err = client.Classes.Create(t.Context(), nil)
	assertKind(t, err, classcloud.InvalidArgument)
	_, err = client.Auth.CreateIMToken(t.Context(), nil)
	assertKind(t, err, classcloud.InvalidArgument)
	assert.Empty(t, server.seen())
}
