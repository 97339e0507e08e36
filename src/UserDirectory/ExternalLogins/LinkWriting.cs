using System.Text.Json.Nodes;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.ExternalLogins;

internal static class LinkWriting
{
    private const string LinkedAction = "user.external_login_linked";

    /// <summary>Adds the link and its record to what the next <c>SaveChangesAsync</c> of this context writes.</summary>
    public static void AddLink(this IdentityDb db, ExternalProof proof, Guid userId, DateTimeOffset now, Actor actor)
    {
        db.Add(new ExternalLoginRow
        {
            Issuer = proof.Issuer,
            Subject = proof.Subject,
            UserId = userId,
            Provider = proof.Provider,
            DisplayName = proof.DisplayName,
            LinkedAt = now,
        });
        db.Audit(AuditEntry.OnUser(LinkedAction, actor, userId) with
        {
            NewValues = new JsonObject { ["provider"] = proof.Provider, ["account"] = proof.DisplayName },
        });
    }
}
