// SPDX-License-Identifier: Apache-2.0

/// What a column may be, as its header lets one think in English, German, French and Spanish.
///
/// A suggestion only: the person who approves the mapping decides.
enum HeaderMeaning: String, CaseIterable {
    case identifier, kind, lot, serial, material, quantity, unit, date, time, ended
    case order, operation, equipment, instrument, person, place, supplier, customer, document
    case revision, characteristic, value, nominal, lower, upper, verdict, state, remark

    /// Headers as they are compared: in lower case, letters and digits only.
    static func plain(_ header: String) -> String {
        String(
            String.UnicodeScalarView(
                header.lowercased().unicodeScalars.filter {
                    $0.properties.isAlphabetic || (0x30...0x39).contains($0.value)
                }))
    }

    /// What a header means; `nil` when no synonym is known.
    static func of(_ header: String) -> HeaderMeaning? {
        let plain = plain(header)
        return allCases.first { $0.synonyms.contains { HeaderMeaning.plain($0) == plain } }
    }

    private var synonyms: [String] {
        switch self {
        case .identifier:
            [
                "id", "event id", "record id", "transaction", "transaction no", "document no",
                "Beleg", "Belegnummer", "Materialbeleg", "Vorgang", "Vorgangsnummer", "numéro",
                "n° de document", "mouvement n°", "número de documento", "nº documento",
                "MaterialDocument",
            ]
        case .kind:
            [
                "type", "event", "event type", "movement type", "activity", "Art", "Bewegungsart",
                "Vorgangsart", "Ereignis", "type de mouvement", "événement", "tipo",
                "tipo de movimiento", "evento", "GoodsMovementType",
            ]
        case .lot:
            [
                "lot", "lot no", "lot number", "batch", "batch no", "batch number", "heat",
                "heat no",
                "Charge", "Chargennummer", "Chargen-Nr", "Los", "Losnummer", "Schmelze",
                "numéro de lot",
                "n° de lot", "lote", "número de lote", "nº lote", "coulée", "colada",
            ]
        case .serial:
            [
                "serial", "serial no", "serial number", "s/n", "sn", "unit id", "Seriennummer",
                "Serien-Nr", "Teile-ID", "numéro de série", "n° de série", "número de serie",
                "nº serie",
            ]
        case .material:
            [
                "material", "part", "part no", "part number", "item", "item no", "sku", "product",
                "Artikel", "Artikelnummer", "Materialnummer", "Sachnummer", "Teilenummer",
                "article",
                "référence", "pièce", "n° de pièce", "material nº", "artículo", "pieza",
                "referencia",
            ]
        case .quantity:
            [
                "qty", "quantity", "amount", "count", "Menge", "Anzahl", "Stückzahl", "quantité",
                "qté",
                "nombre", "cantidad", "cant", "QuantityInBaseUnit",
            ]
        case .unit:
            [
                "unit", "uom", "unit of measure", "Einheit", "ME", "Mengeneinheit", "unité",
                "unidad",
                "u.m.", "BaseUnit",
            ]
        case .date:
            [
                "date", "datetime", "timestamp", "date/time", "posting date", "start", "started",
                "start date", "Datum", "Buchungsdatum", "Zeitstempel", "Beginn", "date de début",
                "début",
                "horodatage", "fecha", "fecha y hora", "inicio", "PostingDate",
            ]
        case .time: ["time", "clock", "Zeit", "Uhrzeit", "heure", "hora"]
        case .ended: ["end", "ended", "finish", "finished", "end date", "Ende", "fin", "final"]
        case .order:
            [
                "order", "order no", "work order", "wo", "job", "production order", "Auftrag",
                "Auftragsnummer", "Fertigungsauftrag", "ordre", "ordre de fabrication", "of",
                "orden",
                "orden de fabricación", "ManufacturingOrder",
            ]
        case .operation:
            [
                "operation", "op", "step", "Arbeitsgang", "Vorgang Nr", "opération", "gamme",
                "operación",
                "paso",
            ]
        case .equipment:
            [
                "machine", "equipment", "work center", "line", "station", "Maschine", "Anlage",
                "Arbeitsplatz", "Betriebsmittel", "équipement", "poste", "máquina", "equipo",
                "puesto",
            ]
        case .instrument:
            [
                "instrument", "gage", "gauge", "device", "Messmittel", "Prüfmittel", "Messgerät",
                "moyen de mesure", "appareil", "instrumento", "calibre",
            ]
        case .person:
            [
                "operator", "inspector", "user", "employee", "name", "by", "performed by",
                "Bediener",
                "Prüfer", "Mitarbeiter", "Benutzer", "Werker", "opérateur", "contrôleur",
                "utilisateur",
                "operario", "operador", "usuario",
            ]
        case .place:
            [
                "plant", "site", "location", "storage location", "Werk", "Standort", "Lagerort",
                "Lager",
                "usine", "emplacement", "magasin", "planta", "ubicación", "almacén",
            ]
        case .supplier:
            ["supplier", "vendor", "Lieferant", "Kreditor", "fournisseur", "proveedor"]
        case .customer: ["customer", "client", "Kunde", "Debitor", "cliente"]
        case .document:
            [
                "drawing", "document", "specification", "procedure", "Zeichnung",
                "Zeichnungsnummer",
                "Dokument", "plan", "plano", "documento",
            ]
        case .revision:
            [
                "revision", "rev", "index", "version", "Revision", "Änderungsstand", "indice",
                "revisión",
            ]
        case .characteristic:
            [
                "characteristic", "feature", "parameter", "test", "Merkmal", "Prüfmerkmal",
                "Kenngröße",
                "caractéristique", "característica", "characteristic number",
            ]
        case .value:
            [
                "value", "result", "results", "measured", "actual", "measurement", "Wert",
                "Messwert", "Ist",
                "Istwert", "Ergebnis", "valeur", "résultat", "mesure", "valor", "resultado",
                "medida",
            ]
        case .nominal:
            [
                "nominal", "target", "Soll", "Sollwert", "Nennmaß", "Nennwert", "cible", "cote",
                "objetivo",
            ]
        case .lower:
            [
                "lower limit", "min", "lsl", "lower", "UGW", "untere Grenze", "unterer Grenzwert",
                "mini",
                "limite inférieure", "límite inferior", "mín",
            ]
        case .upper:
            [
                "upper limit", "max", "usl", "upper", "OGW", "obere Grenze", "oberer Grenzwert",
                "maxi",
                "limite supérieure", "límite superior", "máx",
            ]
        case .verdict:
            [
                "pass/fail", "ok/nok", "verdict", "status", "conform", "decision", "Bewertung",
                "i.O.",
                "Entscheid", "Prüfentscheid", "conforme", "décision", "estado", "dictamen",
            ]
        case .state: ["state", "stock status", "Zustand", "Bestandsart", "état", "situación"]
        case .remark:
            [
                "remark", "comment", "note", "text", "Bemerkung", "Kommentar", "Text", "remarque",
                "commentaire", "observaciones", "comentario",
            ]
        }
    }
}
