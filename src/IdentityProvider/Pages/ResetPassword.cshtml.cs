using IdentityProvider.Accounts;
using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;
using UserDirectory.Links;

namespace IdentityProvider.Pages;

/// <summary>Where somebody who forgot the password chooses another.</summary>
internal sealed class ResetPasswordModel(PasswordByLink passwords, PasswordHints hints, IStringLocalizer<PageText> text)
    : PasswordByLinkModel(MailLinkKind.ResetPassword, "/sign-in?reset=true", passwords, hints, text);
