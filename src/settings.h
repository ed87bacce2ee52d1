/*
 * settings.h --- the names of all settings of the extension.
 */
#ifndef SEN_SETTINGS_H
#define SEN_SETTINGS_H

#define SETTING_PREFIX "sen_improvement"

extern void RefuseUnknownSettings(void);

#endif							/* SEN_SETTINGS_H */
