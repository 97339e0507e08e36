using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.Links;

/// <summary>Answers wishes for mails with links, when there is such an account. A wish that comes again at once is answered once: neither a
/// second delivery nor an impatient click takes the first link out of use.</summary>
internal sealed class MailRequestHandler(
    IDbContextFactory<IdentityDb> databases, MailLinks links, LinkLetters letters, MasterKey masterKey, TimeProvider time) : IOutboxHandler
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public string Kind => OutboxKinds.MailRequest;

    public async Task<OutboxDelivery> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<MailRequest>(message.Payload)!;
        var name = SealedSecret.Open(message, masterKey)!;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var user = await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(AccountNames.Matches(name), cancellationToken);
        if (user is { Status: UserStatus.Active } && !await WasAnsweredAsync(db, user, request.Kind, cancellationToken))
        {
            await AnswerAsync(db, user, request, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return new OutboxDelivery.Delivered();
    }

    private Task<bool> WasAnsweredAsync(IdentityDb db, User user, MailLinkKind kind, CancellationToken cancellationToken) =>
        links.IsYoungAsync(db, user.Id, kind, time.GetUtcNow() - Pause, cancellationToken);

    private Task AnswerAsync(IdentityDb db, User user, MailRequest request, CancellationToken cancellationToken) => request.Kind switch
    {
        MailLinkKind.ResetPassword => letters.ResetPasswordAsync(db, user, request.Actor, cancellationToken),
        MailLinkKind.VerifyEmail when !user.EmailConfirmed => letters.VerifyAsync(db, user, request.Actor, cancellationToken),
        _ => Task.CompletedTask,
    };
}
