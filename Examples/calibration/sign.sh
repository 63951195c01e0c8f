#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Signs a certificate with a key made for the purpose: sign.sh FILE FOLDER
#
# Leaves in FOLDER: root.crt (whom to trust), lab.key and lab.crt (who signs), signed.xml, and
# altered.xml, in which one digit was changed afterwards.
set -eu
file=$1
folder=$2
mkdir -p "$folder"
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=Test root" \
    -keyout "$folder/root.key" -out "$folder/root.crt" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj "/CN=Nordic Calibration Laboratory" \
    -keyout "$folder/lab.key" -out "$folder/lab.csr" 2>/dev/null
openssl x509 -req -in "$folder/lab.csr" -CA "$folder/root.crt" -CAkey "$folder/root.key" \
    -CAcreateserial -days 3650 -out "$folder/lab.crt" 2>/dev/null
# Issued today: a signature cannot be older than the certificate of whoever signed.
sed -e 's|</dcc:digitalCalibrationCertificate>||' \
    -e "s|<dcc:issueDate>[^<]*|<dcc:issueDate>$(date -u +%F)|" "$file" >"$folder/template.xml"
cat >>"$folder/template.xml" <<'END'
<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature></dcc:digitalCalibrationCertificate>
END
xmlsec1 --sign --privkey-pem "$folder/lab.key,$folder/lab.crt" --output "$folder/signed.xml" \
    "$folder/template.xml"
sed 's|0.04 0.09 0.22 0.38|0.04 0.09 0.22 0.34|' "$folder/signed.xml" >"$folder/altered.xml"
