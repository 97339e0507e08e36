using IdentityProvider.Accounts;
using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;
using UserDirectory.Links;

namespace IdentityProvider.Pages;

/// <summary>Where somebody whom an administrator invited chooses a password.</summary>
internal sealed class InvitationModel(PasswordByLink passwords, PasswordHints hints, IStringLocalizer<PageText> text)
    : PasswordByLinkModel(MailLinkKind.Invitation, "/sign-in?invited=true", passwords, hints, text);
