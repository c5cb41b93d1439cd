package explain

// sealingSentences are about WeClassroom's signMsg.
var sealingSentences = map[string]Text{}

// tokenSentences are about Agora's tokens and AUI's login.
var tokenSentences = map[string]Text{}
