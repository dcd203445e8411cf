-- Recognition as an operation center, rules as of 2026-06-01, with its lists of what fails and what is missing.
-- duckdb.mjs fills in the table and the output. Unknown is NULL; enum tests are OR chains, as IN with
-- five constants or more becomes a hash join and loses the row order.
COPY (
  WITH cells AS (
    SELECT
      c01 AS id, c02 AS body, c03 AS level,
      c06 = '是' AS has_legal_entity, c07 = '是' AS has_internal_unit,
      c08 = '是' AS premises_fixed, c09 = '是' AS premises_independent, c10 = '是' AS office_equipped,
      c11 AS staff, c12 = '是' AS funding, c13 = '是' AS plan, c14 = '是' AS mechanism, c15 = '是' AS rules,
      c16 AS amount, c17 AS projects, c18 = '是' AS alliance, c19 AS members,
      c20 = '符合' AS influence, c21 = '符合' AS industry_fit, c22 = '符合' AS team,
      c23 = '符合' AS sustained_service, c24 = '符合' AS special_action, c25 = '符合' AS sme_service
    FROM read_csv('$table', header = true, delim = ',', quote = '"', escape = '"', nullstr = '',
      auto_detect = false, buffer_size = 4194304,  -- the fastest of those tried
      columns = {c00: 'VARCHAR', c01: 'VARCHAR', c02: 'VARCHAR', c03: 'VARCHAR', c04: 'VARCHAR',
        c05: 'VARCHAR', c06: 'VARCHAR', c07: 'VARCHAR', c08: 'VARCHAR', c09: 'VARCHAR', c10: 'VARCHAR',
        c11: 'INTEGER', c12: 'VARCHAR', c13: 'VARCHAR', c14: 'VARCHAR', c15: 'VARCHAR', c16: 'DECIMAL(18,2)',
        c17: 'INTEGER', c18: 'VARCHAR', c19: 'INTEGER', c20: 'VARCHAR', c21: 'VARCHAR', c22: 'VARCHAR',
        c23: 'VARCHAR', c24: 'VARCHAR', c25: 'VARCHAR'})
  ),
  conditions AS (
    SELECT *,
      CASE WHEN body = '产业园区' THEN level = '国家级' OR level = '省级'
           ELSE body = '行业龙头企业' OR body = '高校院所' OR body = '行业协会' END AS usual_body,
      has_legal_entity OR has_internal_unit AS entity,
      premises_fixed AND premises_independent AND office_equipped AS premises,
      plan AND mechanism AND rules AS papers,
      amount >= 200 OR projects >= 5 AS results
    FROM cells
  ),
  lists AS (
    SELECT id,
      NULLIF(concat_ws(';',
        CASE WHEN NOT influence THEN 'OCB-2' END, CASE WHEN NOT industry_fit THEN 'OCB-3' END,
        CASE WHEN NOT entity THEN 'OCB-4' END, CASE WHEN NOT premises THEN 'OCB-5' END,
        CASE WHEN staff < 3 THEN 'OCB-6' END, CASE WHEN NOT team THEN 'OCB-7' END,
        CASE WHEN NOT funding THEN 'OCB-8' END, CASE WHEN NOT papers THEN 'OCB-9' END,
        CASE WHEN NOT sustained_service THEN 'OCB-10' END, CASE WHEN NOT results THEN 'OCR-1' END,
        CASE WHEN NOT special_action THEN 'OCR-2' END, CASE WHEN NOT sme_service THEN 'OCR-3' END,
        CASE WHEN NOT alliance THEN 'OCR-4a' END, CASE WHEN members < 10 THEN 'OCR-4b' END), '') AS failing,
      NULLIF(concat_ws(';',
        CASE WHEN body IS NULL THEN 'body_type' END,
        CASE WHEN body = '产业园区' AND level IS NULL THEN 'park_level' END,
        CASE WHEN entity IS NULL AND has_legal_entity IS NULL THEN 'has_legal_entity' END,
        CASE WHEN entity IS NULL AND has_internal_unit IS NULL THEN 'has_internal_unit' END,
        CASE WHEN premises IS NULL AND premises_fixed IS NULL THEN 'premises_fixed' END,
        CASE WHEN premises IS NULL AND premises_independent IS NULL THEN 'premises_independent' END,
        CASE WHEN premises IS NULL AND office_equipped IS NULL THEN 'office_equipped' END,
        CASE WHEN staff IS NULL THEN 'full_time_staff' END,
        CASE WHEN funding IS NULL THEN 'funding_secured' END,
        CASE WHEN papers IS NULL AND plan IS NULL THEN 'has_plan' END,
        CASE WHEN papers IS NULL AND mechanism IS NULL THEN 'has_mechanism' END,
        CASE WHEN papers IS NULL AND rules IS NULL THEN 'has_rules' END,
        CASE WHEN results IS NULL AND amount IS NULL THEN 'transfer_amount_annual_cny' END,
        CASE WHEN results IS NULL AND projects IS NULL THEN 'projects_cumulative' END,
        CASE WHEN alliance IS NULL THEN 'alliance_established' END,
        CASE WHEN members IS NULL THEN 'alliance_members' END), '') AS missing,
      NOT usual_body OR influence IS NULL OR industry_fit IS NULL OR team IS NULL OR sustained_service IS NULL
        OR special_action IS NULL OR sme_service IS NULL AS pending,
      -- Exact only when every characteristic is known: NULL otherwise.
      CASE WHEN amount >= 1000 THEN 20 WHEN amount >= 500 THEN 16 WHEN amount >= 200 THEN 12 WHEN amount < 200 THEN 0 END
        + CASE WHEN projects >= 10 THEN 15 WHEN projects >= 5 THEN 9 WHEN projects < 5 THEN 0 END
        + CASE WHEN members >= 20 THEN 15 WHEN members >= 10 THEN 9 WHEN members < 10 THEN 0 END
        + CASE WHEN special_action THEN 15 WHEN NOT special_action THEN 0 END
        + CASE WHEN sme_service THEN 15 WHEN NOT sme_service THEN 0 END
        + CASE WHEN staff >= 8 THEN 10 WHEN staff >= 3 THEN 6 WHEN staff < 3 THEN 0 END
        + CASE WHEN funding THEN 4 WHEN NOT funding THEN 0 END
        + CASE WHEN plan THEN 2 WHEN NOT plan THEN 0 END
        + CASE WHEN mechanism THEN 2 WHEN NOT mechanism THEN 0 END
        + CASE WHEN rules THEN 2 WHEN NOT rules THEN 0 END
        + CASE WHEN amount >= 200 AND projects >= 5 THEN 2 ELSE 0 END AS score
    FROM conditions
  )
  SELECT id,
    CASE WHEN failing IS NOT NULL THEN 'ineligible' WHEN missing IS NOT NULL THEN 'incomplete'
         WHEN pending THEN 'needs_review' ELSE 'eligible' END AS verdict,
    score, failing, missing
  FROM lists
) TO '$out' (HEADER, DELIMITER ',');
