package main

import (
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// Invented credentials, which servers and clients agree on.
var (
	agoraKeys       = agora.Credentials{AppID: "970ca35de60c44645bbae8a215061b33", Certificate: "5cfd2fd1755d40ecb72977518be15d3b"}
	auiKeys         = aui.Credentials{Username: "soak", Password: "invented-password"}
	baijiayunKeys   = baijiayun.Credentials{Domain: "demo123", PartnerID: 12345678, PartnerKey: "invented-partner-key"}
	classinKeys     = classin.Credentials{SID: 1000082, Secret: "invented"}
	weclassroomKeys = weclassroom.Credentials{ApplicationID: "invented", Secret: "invented-secret-of-32-characters"}
)
