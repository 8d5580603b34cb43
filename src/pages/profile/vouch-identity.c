/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The left column of the profile: portrait, facts and comments. */
#include "vouch-identity.h"

#include "vouch-key-value.h"
#include "vouch-media-thumb.h"
#include "vouch-profile-text.h"
#include "vouch-widget.h"

#include <glib/gi18n-lib.h>

#define PORTRAIT_HEIGHT 120

typedef enum
{
  FACT_EXTERNAL_ID,
  FACT_ID,
  FACT_BORN,
  FACT_COUNTRY,
  FACT_CITY,
  FACT_IP,
  FACT_EMAIL,
  FACT_PHONE,
  FACT_CREATED,
  FACT_UPDATED,
  FACT_PLATFORM,
  FACT_APPLICATION,
  FACT_FLOW,
  FACT_LATITUDE,
  FACT_LONGITUDE,
  FACT_BROWSER,
  FACT_OS,
  FACT_AGENT,
  N_FACTS,
} Fact;

static const struct
{
  VouchKeyValueKind kind;
  const char *label;
  const char *group; /* of this fact and those after it */
} facts[N_FACTS] = {
  [FACT_EXTERNAL_ID] = { VOUCH_KEY_VALUE_ID, N_ ("External"), N_ ("Applicant IDs") },
  [FACT_ID] = { VOUCH_KEY_VALUE_ID, N_ ("Applicant"), NULL },
  [FACT_BORN] = { VOUCH_KEY_VALUE_TEXT, N_ ("Born"), N_ ("Personal info") },
  [FACT_COUNTRY] = { VOUCH_KEY_VALUE_COUNTRY, N_ ("Country"), NULL },
  [FACT_CITY] = { VOUCH_KEY_VALUE_TEXT, N_ ("City"), NULL },
  [FACT_IP] = { VOUCH_KEY_VALUE_TEXT, N_ ("IP"), NULL },
  [FACT_EMAIL] = { VOUCH_KEY_VALUE_TEXT, N_ ("E-mail"), NULL },
  [FACT_PHONE] = { VOUCH_KEY_VALUE_TEXT, N_ ("Phone"), NULL },
  [FACT_CREATED] = { VOUCH_KEY_VALUE_TIME, N_ ("Created"), N_ ("Verification info") },
  [FACT_UPDATED] = { VOUCH_KEY_VALUE_TIME, N_ ("Updated"), NULL },
  [FACT_PLATFORM] = { VOUCH_KEY_VALUE_TEXT, N_ ("Platform"), NULL },
  [FACT_APPLICATION] = { VOUCH_KEY_VALUE_TEXT, N_ ("Application"), NULL },
  [FACT_FLOW] = { VOUCH_KEY_VALUE_TEXT, N_ ("Flow"), NULL },
  [FACT_LATITUDE] = { VOUCH_KEY_VALUE_TEXT, N_ ("Latitude"), N_ ("Device info") },
  [FACT_LONGITUDE] = { VOUCH_KEY_VALUE_TEXT, N_ ("Longitude"), NULL },
  [FACT_BROWSER] = { VOUCH_KEY_VALUE_TEXT, N_ ("Browser"), NULL },
  [FACT_OS] = { VOUCH_KEY_VALUE_TEXT, N_ ("System"), NULL },
  [FACT_AGENT] = { VOUCH_KEY_VALUE_ID, N_ ("Agent"), NULL },
};

struct _VouchIdentity
{
  GtkWidget parent_instance;
  /* Children */
  GtkWidget *portrait;
  GtkStack *stack;
  VouchKeyValue *rows[N_FACTS];
  VouchComments *comments;
  /* Owned */
  VouchProfileContext *context;
  char *photo;
};

G_DEFINE_FINAL_TYPE (VouchIdentity, vouch_identity, GTK_TYPE_WIDGET)

static void
show_portrait (VouchIdentity *self, const VouchApplicantRecord *record)
{
  if (g_strcmp0 (self->photo, record->photo) == 0)
    return;
  g_free (self->photo);
  self->photo = g_strdup (record->photo);
  vouch_profile_box_clear (self->portrait);
  gtk_widget_set_visible (self->portrait, record->photo != NULL);
  if (record->photo)
    gtk_box_append (GTK_BOX (self->portrait),
                    vouch_media_thumb_new (self->context, record->photo, PORTRAIT_HEIGHT,
                                           _ ("Portrait"), FALSE));
}

static void
show_device (VouchIdentity *self, const char *device)
{
  g_autoptr (VouchJson) json = device ? vouch_json_parse (device, -1, NULL) : NULL;
  static const struct
  {
    Fact fact;
    const char *key;
  } parts[] = {
    { FACT_LATITUDE, "latitude" }, { FACT_LONGITUDE, "longitude" },
    { FACT_BROWSER, "browser" },   { FACT_OS, "os" },
    { FACT_AGENT, "user_agent" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text =
          json ? vouch_profile_scalar_text (json, vouch_json_get (json, 0, parts[i].key)) : NULL;

      vouch_key_value_set_text (self->rows[parts[i].fact], text);
    }
}

static void
show_facts (VouchIdentity *self, const VouchApplicantRecord *record)
{
  VouchApplicant *applicant = vouch_profile_context_get_applicant (self->context);
  const char *flow = vouch_applicant_get_flow_name (applicant);
  g_autofree char *country = vouch_profile_country_text (record->country);
  /* Translators: name and version of a workflow */
  g_autofree char *flow_text =
      flow ? g_strdup_printf (_ ("%s, version %u"), flow, (guint) record->flow_version) : NULL;

  vouch_key_value_set_text (self->rows[FACT_EXTERNAL_ID], record->external_user_id);
  vouch_key_value_set_text (self->rows[FACT_ID], record->id);
  vouch_key_value_set_text (self->rows[FACT_BORN], record->date_of_birth);
  vouch_key_value_set_text (self->rows[FACT_COUNTRY], country);
  vouch_key_value_set_text (self->rows[FACT_CITY], record->city);
  vouch_key_value_set_text (self->rows[FACT_IP], record->ip);
  vouch_key_value_set_text (self->rows[FACT_EMAIL], record->email);
  vouch_key_value_set_text (self->rows[FACT_PHONE], record->phone);
  vouch_key_value_set_time (self->rows[FACT_CREATED], record->created_at);
  vouch_key_value_set_time (self->rows[FACT_UPDATED], record->updated_at);
  vouch_key_value_set_text (self->rows[FACT_PLATFORM],
                            vouch_enum_label (&vouch_platform_enum, record->platform));
  vouch_key_value_set_text (self->rows[FACT_APPLICATION],
                            vouch_applicant_get_application_name (applicant));
  vouch_key_value_set_text (self->rows[FACT_FLOW], flow_text);
  show_device (self, record->device);
}

static void
show_count (VouchIdentity *self)
{
  guint n = vouch_comments_get_n_rows (self->comments);
  g_autofree char *title = n ? g_strdup_printf (_ ("Comments (%u)"), n) : g_strdup (_ ("Comments"));

  gtk_stack_page_set_title (
      gtk_stack_get_page (self->stack, gtk_stack_get_child_by_name (self->stack, "comments")),
      title);
}

void
vouch_identity_update (VouchIdentity *self)
{
  const VouchApplicantRecord *record;

  g_return_if_fail (VOUCH_IS_IDENTITY (self));

  record = vouch_profile_context_get_record (self->context);
  if (record)
    {
      show_portrait (self, record);
      show_facts (self, record);
    }
  vouch_comments_update (self->comments);
  show_count (self);
}

void
vouch_identity_write_comment (VouchIdentity *self)
{
  g_return_if_fail (VOUCH_IS_IDENTITY (self));

  gtk_stack_set_visible_child_name (self->stack, "comments");
  vouch_comments_focus_entry (self->comments);
}

VouchComments *
vouch_identity_get_comments (VouchIdentity *self)
{
  g_return_val_if_fail (VOUCH_IS_IDENTITY (self), NULL);

  return self->comments;
}

static void
vouch_identity_dispose (GObject *object)
{
  VouchIdentity *self = VOUCH_IDENTITY (object);

  vouch_widget_clear (GTK_WIDGET (self));
  g_clear_object (&self->context);
  g_clear_pointer (&self->photo, g_free);
  G_OBJECT_CLASS (vouch_identity_parent_class)->dispose (object);
}

static void
vouch_identity_class_init (VouchIdentityClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vouch_identity_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "identity");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_identity_init (VouchIdentity *self)
{
}

static GtkWidget *
make_facts (VouchIdentity *self)
{
  g_autoptr (GtkSizeGroup) labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < N_FACTS; i++)
    {
      GtkWidget *row = vouch_key_value_new (facts[i].kind, _ (facts[i].label), labels);

      if (facts[i].group)
        {
          GtkWidget *title = vouch_widget_label (_ (facts[i].group), "heading");

          gtk_widget_set_margin_top (title, i ? 18 : 0);
          gtk_box_append (GTK_BOX (box), title);
        }
      self->rows[i] = VOUCH_KEY_VALUE (row);
      gtk_box_append (GTK_BOX (box), row);
    }
  return box;
}

GtkWidget *
vouch_identity_new (VouchProfileContext *context)
{
  VouchIdentity *self = g_object_new (VOUCH_TYPE_IDENTITY, NULL);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *switcher = gtk_stack_switcher_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *comments = vouch_comments_new (context);

  self->context = g_object_ref (context);
  self->comments = VOUCH_COMMENTS (comments);
  self->stack = GTK_STACK (stack);
  self->portrait = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  /* Else the hidden page is measured at its natural height and asks for too much width. */
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_titled (self->stack, make_facts (self), "info", _ ("Info"));
  gtk_stack_add_titled (self->stack, comments, "comments", _ ("Comments"));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
  gtk_widget_add_css_class (column, "identity-column");
  gtk_box_append (GTK_BOX (column), self->portrait);
  gtk_box_append (GTK_BOX (column), switcher);
  gtk_box_append (GTK_BOX (column), stack);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), column);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
