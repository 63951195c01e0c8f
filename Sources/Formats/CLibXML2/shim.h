// SPDX-License-Identifier: Apache-2.0
#ifndef WITNESSMARK_CLIBXML2_SHIM_H
#define WITNESSMARK_CLIBXML2_SHIM_H

// Debian's libxml2 is built with ICU and its headers include ICU's, which clash with those inside
// Foundation as soon as one file sees both. Only the layout of xmlCharEncodingHandler depends on
// it, and nothing here looks into one.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/SAX2.h>
#include <libxml/entities.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#endif
