package agora

import (
	"context"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// Tokens makes the access tokens that a backend hands to its users' clients. It signs with the credentials that the client's
// CredentialSource returns for the context, so a rotated certificate and the tenants of a program have effect here too; the time of issue
// and the salt come from the client's clock and randomness. It does not call Agora.
//
// Every method takes what the method of that name of TokenBuilder takes and returns the same token. What cannot be right is refused as
// classcloud.InvalidArgument: a lifetime that is not whole seconds from 1 s to 24 h, an id that the REST API refuses, a role that is
// not RoleInvisible to RoleObserver. Credentials without a Certificate cannot sign: that is classcloud.FailedPrecondition. A source that fails
// is classcloud.Unauthenticated, as for a call.
type Tokens struct{ client *Client }

// App returns the token with which a server calls the classroom API; the client makes its own, so this is for other programs.
//
// Agora BuildAppToken, version 007.
func (t Tokens) App(ctx context.Context, lifetime time.Duration) (string, error) {
	return t.make(ctx, "Tokens.App", func(b TokenBuilder) (string, error) { return b.App(lifetime) })
}

// User returns a token for the things that one user owns outside rooms, such as a personal cloud drive.
//
// Agora BuildUserToken, version 007.
func (t Tokens) User(ctx context.Context, userUUID string, lifetime time.Duration) (string, error) {
	return t.make(ctx, "Tokens.User", func(b TokenBuilder) (string, error) { return b.User(userUUID, lifetime) })
}

// RoomUser returns the token with which a user's client enters one room. LaunchURL puts it into an address.
//
// Agora BuildRoomUserToken, version 007.
func (t Tokens) RoomUser(ctx context.Context, roomUUID, userUUID string, role Role, lifetime time.Duration) (string, error) {
	return t.make(ctx, "Tokens.RoomUser", func(b TokenBuilder) (string, error) { return b.RoomUser(roomUUID, userUUID, role, lifetime) })
}

// RTM returns a token to log in to signaling (RTM) as one user.
//
// Agora RtmTokenBuilder2.BuildToken, version 007.
func (t Tokens) RTM(ctx context.Context, userUUID string, lifetime time.Duration) (string, error) {
	return t.make(ctx, "Tokens.RTM", func(b TokenBuilder) (string, error) { return b.RTM(userUUID, lifetime) })
}

// RTM006 returns the older token for signaling (RTM). expires is a moment, after now and at most 24 h later.
//
// Agora RtmTokenBuilder.BuildToken, version 006.
func (t Tokens) RTM006(ctx context.Context, userUUID string, expires time.Time) (string, error) {
	return t.make(ctx, "Tokens.RTM006", func(b TokenBuilder) (string, error) { return b.RTM006(userUUID, expires) })
}

func (t Tokens) make(ctx context.Context, name string, build func(TokenBuilder) (string, error)) (string, error) {
	if t.client == nil || t.client.transport == nil {
		return "", transport.ErrUnbuilt(vendor, name)
	}
	keys, err := t.client.keys(ctx, name)
	if err != nil {
		return "", err
	}
	refused := &classcloud.Error{Vendor: vendor, Operation: name, Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotSent,
		Message: "no token was made: the Credentials have no Certificate"}
	if keys.Certificate == "" {
		return "", refused
	}
	config := t.client.transport.Config()
	token, err := build(TokenBuilder{AppID: keys.AppID, Certificate: keys.Certificate, Now: config.Clock.Now, Rand: config.Rand})
	if err != nil {
		refused.Kind, refused.Message, refused.Err = classcloud.InvalidArgument, "no token was made: "+strings.TrimPrefix(err.Error(), "agora: "), err
		return "", refused
	}
	return token, nil
}

// keys returns the credentials of the client's source, once they are sound, for what name names.
func (c *Client) keys(ctx context.Context, name string) (Credentials, error) {
	keys, err := c.source().Credentials(ctx)
	if err == nil {
		err = keys.check()
	}
	if err != nil {
		return Credentials{}, transport.NoCredentials(ctx, vendor, name, err)
	}
	return keys, nil
}
