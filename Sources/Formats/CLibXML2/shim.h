// SPDX-License-Identifier: Apache-2.0
#ifndef WITNESSMARK_CLIBXML2_SHIM_H
#define WITNESSMARK_CLIBXML2_SHIM_H

#include <libxml/SAX2.h>
#include <libxml/entities.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#endif
