package agora_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
)

func TestRoleInAllItsSpellings(t *testing.T) {
	for text, want := range map[string]agora.Role{
		`1`: agora.RoleTeacher, `"1"`: agora.RoleTeacher, `"host"`: agora.RoleTeacher, `"HOST"`: agora.RoleTeacher, `"teacher"`: agora.RoleTeacher,
		`2`: agora.RoleStudent, `"2"`: agora.RoleStudent, `"broadcaster"`: agora.RoleStudent, `"audience"`: agora.RoleStudent,
		`3`: agora.RoleAssistant, `"assistant"`: agora.RoleAssistant, `4`: agora.RoleObserver, `"observer"`: agora.RoleObserver,
		`0`: agora.RoleInvisible, `"0"`: agora.RoleInvisible, `"invisible"`: agora.RoleInvisible, `"server"`: agora.RoleServer,
		`9`: agora.Role(9), `"guest"`: agora.RoleUnknown, `""`: -1, `null`: -1, `99999`: agora.RoleUnknown, `{}`: -1, `1.0`: agora.RoleTeacher, `"2.0E0"`: agora.RoleStudent, `1.5`: agora.RoleUnknown,
	} {
		var user agora.EventUser
		require.NoError(t, json.Unmarshal([]byte(`{"role":`+text+`}`), &user))
		assert.Equal(t, want, user.Role, text)
		roundTrip(t, user)
	}
	for role, name := range map[agora.Role]string{agora.RoleTeacher: "Teacher", agora.RoleServer: "Server", agora.RoleUnknown: "Unknown", 9: "Role(9)"} {
		assert.Equal(t, name, role.String())
	}
}

func TestRoleString(t *testing.T) {
	want := map[agora.Role]string{0: "Invisible", 1: "Teacher", 2: "Student", 3: "Assistant", 4: "Observer", -2: "Server", -3: "Unknown", 9: "Role(9)", -1: "Role(-1)"}
	for role, name := range want {
		if got := role.String(); got != name {
			t.Errorf("Role %d prints as %s, want %s", int16(role), got, name)
		}
	}
	if fmt.Sprint(agora.RoleInvisible, agora.RoleTeacher, agora.RoleStudent, agora.RoleAssistant, agora.RoleObserver) != "Invisible Teacher Student Assistant Observer" {
		t.Error("the constants are not 0 to 4 in order")
	}
}
